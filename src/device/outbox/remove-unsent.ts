// THE one function that removes unsent work (tests/house looks for any other). It
// needs a person at the screen, a reason and a line in the journal. Envelope and
// chain entry stay; the case keeps its readable row, shown as withdrawn.
import type { Outcome } from '../../protocol/error-code.ts';
import {
  WITHDRAWAL_REASONS,
  type WithdrawalReason,
} from '../../domain/cases/withdrawal-reason.ts';
import {
  casePlace,
  type CaseContent,
  type TakenBack,
} from '../cases/case-content.ts';
import { CompactSign } from 'jose';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import {
  TAKEN_BACK_TYP,
  type TakenBackClaims,
} from '../../protocol/unreadable.ts';
import { toUtf8 } from '../bytes.ts';
import { findCase, type OpenCase } from '../cases/find-case.ts';
import {
  letGoOfMaterials,
  noLongerCited,
} from '../cases/let-go-of-materials.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import { sealRow } from '../vault/row-cipher.ts';
import type { Unlocked } from '../vault/vault-session.ts';
import { isInTray, leaveTray } from './needs-attention.ts';

/**
 * Takes a refused operation back, with the refused ones that build on it; of a
 * submit the whole case. Resolves when that is on the disk.
 */
export async function removeUnsent(
  context: OpenContext,
  operationId: string,
  why: { reason: WithdrawalReason; words: string },
): Promise<Outcome<null>> {
  const words = why.words.trim();
  if (!WITHDRAWAL_REASONS.includes(why.reason) || words === '')
    return failed('reasonMissing');
  for (;;) {
    const { store } = context;
    const row = await read(store, (db) => db.outbox.get(operationId));
    if (row?.state !== 'attention' || row.caseId === null)
      return failed('operationNotFound');
    const found = await findCase(context, row.caseId);
    if (found === undefined) return failed('caseNotFound');
    const back = { ...why, words, at: nowIso(context) };
    if (await tryOnce(context, { row, found, back })) return done(null);
  }
}

/** False: something moved meanwhile. */
async function tryOnce(
  { store, unlocked }: OpenContext,
  given: { row: OutboxRow; found: OpenCase; back: TakenBack },
): Promise<boolean> {
  const { row, found, back } = given;
  const { caseId } = found.row;
  const { db } = store;
  const gone = withFollowers(row, found.operations);
  const isCase = row.id === found.content.operationId;
  const content: CaseContent = isCase
    ? { ...found.content, withdrawn: back }
    : withoutLater(found.content, gone, back);
  const sealed = await sealRow(unlocked.vault, casePlace(caseId), content);
  const dropped = noLongerCited(found.content, isCase ? undefined : content);
  const words = await signWords(unlocked, found.operations, gone);
  const stores = ['outbox', 'cases', 'materials', 'drafts', 'acts'] as const;
  return write(store, stores, async () => {
    const present = await db.cases.get(caseId);
    if (present?.revision !== found.row.revision) return false;
    for (const id of gone) if (!(await isInTray(db, id))) return false;
    const { reason, at } = back;
    for (const [id, word] of words)
      await leaveTray(db, id, { removed: { reason, at, word } });
    await db.cases.put({ ...present, revision: present.revision + 1, sealed });
    await letGoOfMaterials(db, { caseId, dropped, at: back.at });
    // A draft that was to mend it has nothing to mend any more.
    if (isCase)
      await db.drafts
        .where({ caseId })
        .and(({ state }) => state === 'open')
        .modify((draft) => {
          draft.revision += 1;
          draft.state = 'removed';
          draft.removedAt = back.at;
        });
    await recordAct(db, {
      act: `unsentRemoved.${back.reason}`,
      caseId,
      at: back.at,
      clerkId: unlocked.clerk.id,
    });
    return true;
  });
}

/** That the clerk took them back, for a county that one of them may still reach. */
async function signWords(
  { author }: Unlocked,
  operations: readonly OutboxRow[],
  gone: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const words = new Map<string, string>();
  for (const { id, envelope } of operations) {
    if (!gone.has(id)) continue;
    const { sha256 } = envelope;
    const claims: TakenBackClaims = { operationId: id, sha256 };
    const word = await new CompactSign(toUtf8(JSON.stringify(claims)))
      .setProtectedHeader({
        alg: SIGN_ALG,
        typ: TAKEN_BACK_TYP,
        kid: author.kid,
      })
      .sign(author.key);
    words.set(id, word);
  }
  return words;
}

/** The row and those of the tray that build on it, directly or not. */
function withFollowers(
  row: OutboxRow,
  operations: readonly OutboxRow[],
): Set<string> {
  const gone = new Set([row.id]);
  for (const { id, state, envelope } of operations)
    if (
      state === 'attention' &&
      envelope.casePrev !== null &&
      gone.has(envelope.casePrev)
    )
      gone.add(id);
  return gone;
}

function withoutLater(
  content: CaseContent,
  gone: ReadonlySet<string>,
  takenBack: TakenBack,
): CaseContent {
  const undone = content.later
    .filter(({ operationId }) => gone.has(operationId))
    .map((each) => ({ ...each, takenBack }));
  return {
    ...content,
    later: content.later.filter(({ operationId }) => !gone.has(operationId)),
    undone: [...(content.undone ?? []), ...undone],
  };
}
