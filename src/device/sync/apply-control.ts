// Control items of the feed: what the county asks of the device, and what a person
// there decided about operations that were held.
import { unreachable } from '../../domain/unreachable.ts';
import { readControl, type ControlItem } from '../../protocol/control.ts';
import type { DeviceDatabase, OutboxRow, Sealed } from '../database/tables.ts';
import type { OpenContext } from '../device-context.ts';
import { sealReason } from '../outbox/reason.ts';
import { takeFollowers } from '../outbox/settle.ts';
import type { FeedItemFrame } from './feed-page.ts';

type Outcome = Extract<ControlItem, { kind: 'operationOutcome' }>;

/**
 * A reason is sealed before it is kept. What concerns keys comes with a session
 * alone: the feed may be read again from its beginning, where a clerk who has
 * come back was once removed.
 */
export type Control =
  | Extract<ControlItem, { kind: 'materialFirst' }>
  | (Omit<Outcome, 'reason'> & { sealedReason: Sealed | null });

/** The items of a page that this version knows, in their order. */
export async function readControls(
  { unlocked }: OpenContext,
  items: readonly FeedItemFrame[],
): Promise<Control[]> {
  const bodies = items
    .filter(({ kind }) => kind === 'control')
    .map(({ body }) => body);
  const controls: Control[] = [];
  for (const item of readControl(bodies)) {
    if (item.kind === 'materialFirst') controls.push(item);
    if (item.kind !== 'operationOutcome') continue;
    const { reason, ...outcome } = item;
    const sealedReason =
      reason === null
        ? null
        : await sealReason(unlocked.vault, item.operationId, reason);
    controls.push({ ...outcome, sealedReason });
  }
  return controls;
}

/**
 * Inside the caller's transaction over `outbox`. Only what is held moves, so that
 * an outcome may come twice, or after another.
 */
export async function applyOutcome(
  db: DeviceDatabase,
  outcome: Extract<Control, { kind: 'operationOutcome' }>,
  at: string,
): Promise<void> {
  const row = await db.outbox.get(outcome.operationId);
  if (row?.state !== 'settled' || row.result !== 'held') return;
  const moved = settled(row, outcome, at);
  await db.outbox.put(moved);
  if (moved.state === 'attention')
    await takeFollowers(db, moved, moved.code ?? 'invalid', at);
}

function settled(
  before: OutboxRow,
  {
    result,
    code,
    sealedReason,
  }: Extract<Control, { kind: 'operationOutcome' }>,
  at: string,
): OutboxRow {
  const { sealedReason: _former, ...row } = before;
  const said = sealedReason === null ? {} : { sealedReason };
  switch (result) {
    case 'applied':
      return { ...row, result: 'applied', code: null, ...said };
    case 'held':
      return { ...row, code: code ?? row.code, ...said };
    case 'refused':
      return {
        ...row,
        state: 'attention',
        result: 'refused',
        code: code ?? row.code,
        settledAt: at,
        ...said,
      };
    default:
      return unreachable(result);
  }
}
