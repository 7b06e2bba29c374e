import type { Outcome } from '../../protocol/error-code.ts';
import type { HeldRow, RefusedRow } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { readUnsettled } from '../database/queries/unsettled.ts';
import { findTownship, type Principal } from '../people/permissions.ts';

type Context = Pick<PlatformContext, 'sql' | 'config'>;

/** What waits for a person: stored for good, without effect. */
export async function listHeld(
  { sql, config }: Context,
  principal: Principal,
): Promise<Outcome<{ rows: HeldRow[] }, 'forbidden'>> {
  const town9 = findTownship(principal, 'listUnsettled');
  if (town9 === undefined) return { ok: false, code: 'forbidden' };
  const { county } = config;
  const rows = await readUnsettled(sql, { county, town9, result: 'held' });
  return { ok: true, value: { rows } };
}

/** What was sent back; the village mends it into something new. */
export async function listRefused(
  { sql, config }: Context,
  principal: Principal,
): Promise<Outcome<{ rows: RefusedRow[] }, 'forbidden'>> {
  const town9 = findTownship(principal, 'listUnsettled');
  if (town9 === undefined) return { ok: false, code: 'forbidden' };
  const { county } = config;
  const rows = await readUnsettled(sql, { county, town9, result: 'refused' });
  return { ok: true, value: { rows } };
}
