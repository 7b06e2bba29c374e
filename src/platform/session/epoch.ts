// A restore takes the platform back to an earlier state without its knowing. The
// epoch names one unbroken life of the data, so that devices notice.
import { createHash, randomBytes } from 'node:crypto';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  addEpoch,
  readEngineIdentity,
  type EngineIdentity,
} from '../database/queries/epochs.ts';

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
  return nameOf(await readEngineIdentity(sql, county));
}

/** Begins a new epoch, unless `seen` is no longer the present one. */
export async function beginEpoch(
  { sql, config, clock, log }: PlatformContext,
  seen: string,
): Promise<string> {
  const { county } = config;
  const identity = await readEngineIdentity(sql, county);
  // Another process may have noticed the same restore meanwhile.
  if (nameOf(identity) !== seen) return nameOf(identity);
  const isFirst = await addEpoch(sql, {
    county,
    n: identity.restores + 1,
    salt: randomBytes(16).toString('base64url'),
    at: clock(),
  });
  if (isFirst) log.warn('a restore was noticed: a new epoch begins');
  return await readEpoch(sql, county);
}

function nameOf(identity: EngineIdentity): string {
  const { systemIdentifier, timeline, restores, salt } = identity;
  return createHash('sha256')
    .update(JSON.stringify([systemIdentifier, timeline, restores, salt]))
    .digest('base64url')
    .slice(0, 22);
}
