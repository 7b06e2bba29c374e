import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { HeldRow, RefusedRow } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { readUnsettled } from '../database/queries/unsettled.ts';
import type { Condition } from '../people/matrix.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';

type Context = Pick<PlatformContext, 'sql' | 'config'>;
type Rows = { held: HeldRow; refused: RefusedRow };
type Page<Result extends keyof Rows> = { rows: Rows[Result][]; more: boolean };

/** Who may settle some of it, or read it, sees all of his own. */
export const SEEING = [
  'notForkedOrRevoked',
  'lateOrNotAllowed',
  'readOnly',
] as const satisfies readonly Condition[];

/**
 * One page of what waits for a person: `held`, stored for good without effect, or
 * `refused`, which the village mends into something new. `after`: the last
 * operation of the page before.
 */
export async function listUnsettled<Result extends keyof Rows>(
  { sql, config }: Context,
  principal: Principal,
  { result, after }: { result: Result; after: string | null },
): Promise<Outcome<Page<Result>, 'forbidden'>> {
  const reach = findReach(principal, 'settleHeld', SEEING);
  if (reach.length === 0) return { ok: false, code: 'forbidden' };
  const limit = LIMITS.unsettledRows;
  const rows = await readUnsettled(sql, {
    county: config.county,
    reach: readReach(reach),
    result,
    after,
    // One more tells whether others follow.
    limit: limit + 1,
  });
  return {
    ok: true,
    value: { rows: rows.slice(0, limit), more: rows.length > limit },
  };
}
