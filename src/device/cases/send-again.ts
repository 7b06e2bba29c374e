// 原样再发: the same content at a new place under a new id. For what was refused
// for its envelope alone, and for what only followed a refused one.
import type { Outcome } from '../../protocol/error-code.ts';
import { write } from '../database/write.ts';
import type { OpenContext } from '../device-context.ts';
import { findRefused } from '../drafts/begin-repair.ts';
import { kindOf, leaveTray } from '../outbox/needs-attention.ts';
import { done, failed } from '../outcome.ts';
import { appendToCase } from './append-to-case.ts';
import { storeOperation, type Submitted } from './store-operation.ts';
import { firstSubmitId } from './submit-case.ts';
import { withOperation } from './case-content.ts';

/** Resolves when it is on the disk. */
export async function sendAgain(
  context: OpenContext,
  operationId: string,
): Promise<Outcome<null>> {
  if (await isJournal(context, operationId))
    return sendJournalAgain(context, operationId);
  for (;;) {
    const sent = await tryOnce(context, operationId);
    if (sent === 'moved') continue;
    return sent.ok ? done(null) : sent;
  }
}

async function tryOnce(
  context: OpenContext,
  operationId: string,
): Promise<Outcome<Submitted> | 'moved'> {
  const refused = await findRefused(context, operationId);
  if (!refused.ok) return refused;
  const { found, operation } = refused.value;
  if (operation.kind === 'journal') return failed('operationNotFound');
  const { caseId } = found.row;
  if (operation.kind !== 'submit')
    return appendToCase(context, {
      caseId,
      kind: operation.kind,
      make: ({ state }) =>
        operation.kind === 'answerCorrection' &&
        operation.correctionEvent !== state.correction?.event
          ? failed('notAllowedNow')
          : done(operation),
      draft: null,
      replaces: operationId,
    });
  const id = context.ports.newId();
  const again = { ...operation, replaces: firstSubmitId(found.content) };
  const at = again.madeAt.wallTime;
  return storeOperation(context, {
    operationId: id,
    operation: again,
    caseId,
    before: found,
    contentWith: () =>
      Promise.resolve(
        withOperation(
          found.content,
          { operationId: id, operation: again, at },
          operationId,
        ),
      ),
    draft: null,
    replaces: operationId,
  });
}

async function isJournal(
  { store }: OpenContext,
  operationId: string,
): Promise<boolean> {
  const row = await store.db.outbox.get(operationId);
  return row !== undefined && kindOf(row) === 'journal';
}

/**
 * Its acts go with the next round as another, once the county has been told of the
 * refused one: it may have had it all the same (append-journal.ts).
 */
async function sendJournalAgain(
  { store }: OpenContext,
  operationId: string,
): Promise<Outcome<null>> {
  const { db } = store;
  const isFree = await write(store, ['outbox'], () =>
    leaveTray(db, operationId, { replacedBy: operationId }),
  );
  return isFree ? done(null) : failed('operationNotFound');
}
