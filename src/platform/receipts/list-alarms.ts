import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ReceiptAlarms } from '../../protocol/receipt-alarms.ts';
import { findCurrentCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { readReceiptAlarms } from '../database/queries/shown-receipts.ts';
import type { Condition } from '../people/matrix.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';

/** Who settles what waits for a person, or reads it, is told of these too. */
export const SEEING_ALARMS = [
  'notForkedOrRevoked',
  'readOnly',
] as const satisfies readonly Condition[];

/** One page of receipts that were shown without their case. `after`: a number. */
export async function listReceiptAlarms(
  context: Pick<PlatformContext, 'sql' | 'config'>,
  principal: Principal,
  after: string | null,
): Promise<Outcome<ReceiptAlarms, 'forbidden'>> {
  const reach = findReach(principal, 'settleHeld', SEEING_ALARMS);
  if (reach.length === 0) return { ok: false, code: 'forbidden' };
  const limit = LIMITS.unsettledRows;
  const rows = await readReceiptAlarms(context.sql, {
    county: context.config.county,
    reach: readReach(reach),
    after,
    // One more tells whether others follow.
    limit: limit + 1,
  });
  const current = await findCurrentCatalogue(context);
  return {
    ok: true,
    value: {
      rows: rows.slice(0, limit).map(({ matterCode, ...row }) => ({
        ...row,
        matterName:
          (current && findMatterByCode(current.catalogue, matterCode)?.name) ??
          matterCode,
      })),
      more: rows.length > limit,
    },
  };
}
