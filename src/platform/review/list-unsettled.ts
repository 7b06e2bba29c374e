import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { HeldRow, RefusedRow } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { readUnsettled } from '../database/queries/unsettled.ts';
import { findTownship, type Principal } from '../people/permissions.ts';

type Context = Pick<PlatformContext, 'sql' | 'config'>;
type Rows = { held: HeldRow; refused: RefusedRow };
type Page<Result extends keyof Rows> = { rows: Rows[Result][]; more: boolean };

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
  const town9 = findTownship(principal, 'listUnsettled');
  if (town9 === undefined) return { ok: false, code: 'forbidden' };
  const limit = LIMITS.unsettledRows;
  const rows = await readUnsettled(sql, {
    county: config.county,
    town9,
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
