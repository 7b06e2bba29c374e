import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { runHeld, settleHeld } from '../intake/settle-held.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';
import { isUuid } from '../is-uuid.ts';

type Wish = {
  operation?: string;
  apply?: boolean;
  refuse?: boolean;
  reason?: string;
  by?: string;
};

/** Lets one held operation take effect, or leaves it without effect for good. */
export async function settleOne(
  context: PlatformContext,
  { operation = '', apply = false, refuse = false, reason = '', by = '' }: Wish,
): Promise<CommandResult> {
  const lines = missingOptions({ operation, reason, by });
  if (apply === refuse) lines.push(adminText.applyOrRefuse);
  if (lines.length > 0) return { ok: false, lines };
  if (!isUuid(operation))
    return { ok: false, lines: [adminText.noOperation(operation)] };
  const settled = await settleHeld(context, {
    operationId: operation,
    by,
    decision: apply ? 'apply' : 'refuse',
    reason,
  });
  if (settled.ok)
    return {
      ok: true,
      lines: settled.value.map(({ operationId, judgement }) =>
        adminText.settled[judgement.result](operationId),
      ),
    };
  const why = String(settled.details?.['code'] ?? '');
  return {
    ok: false,
    lines: [
      settled.code === 'notFound'
        ? adminText.noOperation(operation)
        : adminText.notHeld(operation, why),
    ],
  };
}

/** What may be over without a person's word on each. */
const AGAIN = ['unprocessable', 'unknownKid', 'catalogueWithdrawn'] as const;

/** Runs all again that is held for that reason, once the fault is mended. */
export async function runHeldAgain(
  context: PlatformContext,
  { code = 'unprocessable', by = '' }: { code?: string; by?: string },
): Promise<CommandResult> {
  const lines = missingOptions({ by });
  const known = AGAIN.find((each) => each === code);
  if (known === undefined) lines.push(adminText.heldCode(AGAIN));
  if (known === undefined || lines.length > 0) return { ok: false, lines };
  const counts = await runHeld(context, { code: known, by });
  const { applied, refused, held } = counts;
  return { ok: true, lines: [adminText.runAgain(applied, refused, held)] };
}
