import { join } from 'node:path';
import { pino } from 'pino';
import { isDemoCatalogue } from '../catalogue/is-demo-catalogue.ts';
import type { Config } from '../config.ts';
import type { PlatformContext } from '../context.ts';
import { connect, disconnect } from '../database/connect.ts';
import { loadCountyKeys } from '../keys/county-keys.ts';
import { openStore } from '../materials/open-store.ts';
import type { PostgresConnection } from '../postgres/door.ts';
import { readPostmasterFile } from '../postgres/postmaster-file.ts';
import { countyCode } from '../bundled-catalogue.ts';
import { addressOf } from '../address.ts';

type Beside =
  | {
      ok: true;
      value: PlatformContext;
      /** For connections of one's own. */
      target: PostgresConnection | string;
      close: () => Promise<void>;
    }
  | { ok: false };

/**
 * Connects to the database of a running platform: the operator's own, or the
 * private one through its socket. `ok: false`: none runs on this data folder.
 */
export async function connectBeside(config: Config): Promise<Beside> {
  const { dataDir, databaseUrl, host, port, retention } = config;
  const { outbound, sms, bucket } = config;
  const target = databaseUrl ?? privateEngine(dataDir);
  if (target === undefined) return { ok: false };
  const sql = connect(target, { max: 2 });
  const county = { sql, config: { county: countyCode, demo: config.demo } };
  try {
    // Says what the platform on this database is, whatever DEMO is here.
    const demo = await isDemoCatalogue({
      sql,
      config: { ...county.config, address: '' },
    });
    if (demo === undefined) throw new Error('not prepared yet');
    const value: PlatformContext = {
      sql,
      config: {
        county: countyCode,
        demo,
        address: addressOf(host, port),
        retention,
        ...(outbound === undefined ? {} : { outbound }),
        ...(sms === undefined ? {} : { sms }),
      },
      keys: await loadCountyKeys(join(dataDir, 'keys'), countyCode),
      store: openStore(dataDir, bucket, () => new Date()),
      clock: () => new Date(),
      log: pino({ level: 'silent' }),
    };
    return { ok: true, value, target, close: () => disconnect(sql) };
  } catch {
    await disconnect(sql);
    return { ok: false };
  }
}

function privateEngine(dataDir: string) {
  const file = readPostmasterFile(join(dataDir, 'postgres'));
  return file?.isReady === true && file.socketFolder !== ''
    ? {
        host: file.socketFolder,
        port: 5432,
        user: 'platform',
        database: 'platform',
      }
    : undefined;
}
