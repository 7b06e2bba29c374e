import { userInfo } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { appendAudit } from '../audit/append-audit.ts';
import { countyCode } from '../bundled-catalogue.ts';
import type { Config } from '../config.ts';
import type { PlatformContext } from '../context.ts';
import { migrate } from '../database/migrate.ts';
import { countCases } from '../database/queries/base-backup.ts';
import { endWhatWasOpen } from '../database/queries/restored.ts';
import { addSafeMark } from '../database/queries/safe-marks.ts';
import { loadCountyKeys } from '../keys/county-keys.ts';
import { openStore } from '../materials/open-store.ts';
import { openDatabase } from '../open-database.ts';
import { beginEpoch, readEpoch } from '../session/epoch.ts';
import { askForMissing } from './ask-for-missing.ts';

export type Begun = {
  cases: number;
  materials: number;
  /** Their files are not here; devices are asked for them. */
  missing: number;
};

/**
 * The first words with a database that was put back: devices must notice even where
 * none of them has a proof of what is lost. The backup that it came from still holds
 * all of it.
 */
export async function beginAnew(
  p: Pick<Config, 'dataDir' | 'databaseUrl' | 'bucket'> & {
    through: string;
    say: (sentence: string) => void;
  },
): Promise<Begun> {
  const database = await openDatabase(p, p.say);
  try {
    const { sql } = database;
    await migrate(sql);
    const clock = () => new Date();
    const context: PlatformContext = {
      sql,
      config: { county: countyCode, demo: false, address: '' },
      keys: await loadCountyKeys(join(p.dataDir, 'keys'), countyCode),
      store: openStore(p.dataDir, p.bucket, clock),
      clock,
      log: pino({ level: 'silent' }),
    };
    await endWhatWasOpen(sql, { county: countyCode, at: context.clock() });
    const seen = await readEpoch(sql, countyCode);
    await beginEpoch(context, { seen, foreign: null });
    const cases = await countCases(sql, countyCode);
    // Also a new one: what it has not is asked for.
    const { bucket } = context.store;
    if (bucket !== undefined && !(await bucket.isOurs()))
      await bucket.makeOurs();
    const { there, missing } = await askForMissing(context);
    await appendAudit(context, {
      accountId: null,
      act: 'command',
      caseId: null,
      detail: { command: 'restore', machineAccount: userInfo().username },
    });
    if (p.databaseUrl === undefined)
      await addSafeMark(sql, {
        county: countyCode,
        through: new Date(p.through),
        at: context.clock(),
      });
    return { cases, materials: there, missing };
  } finally {
    await database.close();
  }
}
