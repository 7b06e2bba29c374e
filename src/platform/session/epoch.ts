// A restore takes the platform back to an earlier state without its knowing. The
// epoch names one unbroken life of the data, so that devices notice.
import { createHash, randomBytes } from 'node:crypto';
import { appendAuditIn } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  addEpoch,
  addEpochName,
  readEngineIdentity,
  readEpochNames,
  type EngineIdentity,
} from '../database/queries/epochs.ts';
import { skipDeviceNumbers } from '../database/queries/stations.ts';
import { transact } from '../database/transaction.ts';
import { skipNoticeNumbers } from '../notices/skip-numbers.ts';

/** `life`: changes with every start of the engine too, whatever caused it. */
export type Life = { epoch: string; life: string };

/**
 * Tickets issued after the backup are in people's hands: their numbers must not
 * be given again. More than that no station issues between two backups.
 */
const NUMBERS_SKIPPED = 20;

/**
 * The present epoch: a hash of the engine's identifier, its timeline, the number
 * of restores noticed, and a salt drawn at the last one. Without the salt a
 * second restore of the same backup would count to the same number again and
 * bring back an epoch that has been used.
 */
export async function readEpoch(
  sql: Database,
  county: string,
): Promise<string> {
  return (await readLife(sql, county)).epoch;
}

/**
 * Epoch and life. No restore goes by without a start of the engine or a reload of
 * its tables, so a session of an earlier life may be one of data that is lost.
 */
export async function readLife(sql: Database, county: string): Promise<Life> {
  const identity = await readEngineIdentity(sql, county);
  const epoch = nameOf(identity);
  return { epoch, life: hashOf([epoch, identity.incarnation]) };
}

/**
 * Writes down that the present epoch has been given to devices. One that is new
 * beside others began with a restore or a failover.
 */
export async function rememberEpoch(
  context: Pick<PlatformContext, 'sql' | 'config' | 'clock' | 'keys'>,
): Promise<void> {
  const { sql, config, clock } = context;
  const { county } = config;
  const name = await readEpoch(sql, county);
  await transact(sql, async ({ tx }) => {
    const others = await readEpochNames(tx, county);
    const at = clock();
    const isNew = await addEpochName(tx, { county, name, isOwn: true, at });
    if (!isNew || others.length === 0) return;
    await skipDeviceNumbers(tx, { county, count: NUMBERS_SKIPPED });
    const noticeNumbersSkipped = await skipNoticeNumbers(tx, { county, at });
    await appendAuditIn(tx, context, {
      accountId: null,
      act: 'restoreNoticed',
      caseId: null,
      detail: { noticeNumbersSkipped },
    });
  });
}

/**
 * Begins a new epoch, unless `seen` is no longer the present one. `foreign`: an
 * epoch that only a device knows of, since the restore has lost it here.
 */
export async function beginEpoch(
  context: Pick<PlatformContext, 'sql' | 'config' | 'clock' | 'log' | 'keys'>,
  { seen, foreign }: { seen: string; foreign: string | null },
): Promise<void> {
  const { sql, config, clock, log } = context;
  const { county } = config;
  await transact(sql, async ({ tx }) => {
    const at = clock();
    if (foreign !== null)
      await addEpochName(tx, { county, name: foreign, isOwn: false, at });
    const identity = await readEngineIdentity(tx, county);
    // Another process may have noticed the same restore meanwhile.
    if (nameOf(identity) !== seen) return;
    const salt = randomBytes(16).toString('base64url');
    const n = identity.restores + 1;
    if (await addEpoch(tx, { county, n, salt, at }))
      log.warn('a restore was noticed: a new epoch begins');
  });
  await rememberEpoch(context);
}

function nameOf(identity: EngineIdentity): string {
  const { systemIdentifier, timeline, restores, salt } = identity;
  return hashOf([systemIdentifier, timeline, restores, salt]);
}

function hashOf(parts: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, 22);
}
