// What the county decided about a batch goes into the outbox, in one transaction.
import type { RefusedCode } from '../../protocol/error-code.ts';
import type { OperationAnswer } from '../../protocol/operations.ts';
import type { OutboxRow } from '../database/tables.ts';
import { write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { changeFormer } from '../outbox/former-queue.ts';
import { settle } from '../outbox/settle.ts';
import { getCounty } from '../database/meta.ts';
import { waitForNewer } from './lean-refusal.ts';
import { decideResult } from './decide-result.ts';
import { sendAgain } from '../outbox/material-turn.ts';
import type { DeliveryContext } from './round-context.ts';
import { keepContact } from './keep-session.ts';

/** Each time that it was put off so often the county is asked what it has. */
const LATERS = 3;

/** Settles what the answer names; an operation that it does not name waits on. */
export async function takeAnswer(
  context: DeliveryContext,
  rows: readonly OutboxRow[],
  answer: OperationAnswer,
): Promise<void> {
  const { memory, store, former } = context;
  const { db } = store;
  const at = nowIso(context);
  const results = new Map(answer.results.map((each) => [each.id, each]));
  for (const { sha256, offset } of answer.wanted)
    if (offset > 0) memory.offsets.set(sha256, offset);
  const { ack, serverTime, safeThrough } = answer;
  await write(store, ['outbox', 'materials', 'meta'], async () => {
    const county = await getCounty(db);
    for (const row of rows) {
      const { id } = row;
      const result = results.get(id);
      if (result === undefined) continue;
      const by = waitForNewer(row, result, county) ?? decideResult(result);
      await settle(db, { id, by, at });
    }
    // What the county had and has lost goes again: its own word is the last one.
    for (const { sha256 } of answer.wanted) await sendAgain(db, sha256, at);
    if (former !== undefined) await changeFormer(db, former.id, { ack });
    await keepContact(db, {
      serverTime,
      safeThrough,
      ...(former === undefined && { ack }),
    });
  });
  context.progress.contact(at);
  const isStuck = rows.some(
    ({ id, laterCount }) =>
      results.get(id)?.result === 'later' && (laterCount + 1) % LATERS === 0,
  );
  if (isStuck) {
    // The next session says what the county has, and what it lacks goes again.
    memory.session = null;
    memory.mustReconcile = true;
  }
}

/**
 * Operations that the county does not even read go into the tray, and a copy is
 * owed to it: else it would miss their places in the chain for ever.
 */
export async function putInTray(
  context: DeliveryContext,
  rows: readonly OutboxRow[],
  code: RefusedCode,
): Promise<void> {
  const { store } = context;
  const at = nowIso(context);
  await write(store, ['outbox', 'materials'], async () => {
    for (const { id } of rows)
      await settle(store.db, {
        id,
        by: { to: 'attention', result: 'refused', code, paths: [] },
        at,
        isCopyOwed: true,
      });
  });
}
