// What every operation on a case goes through: read the place in the chain, sign,
// seal and encrypt, then one strict transaction that checks that nothing has moved
// and writes operation, case row, draft and tray together; moved: all over again.
import type { Operation } from '../../domain/cases/operation.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { lastSerial, putSerial } from '../database/meta.ts';
import type { CaseRow, DeviceDatabase, DraftRow } from '../database/tables.ts';
import { write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import type { DraftContent } from '../drafts/draft-content.ts';
import { nextRow, type OpenDraft } from '../drafts/save-draft.ts';
import {
  APPEND_STORES,
  appendOperation,
  materialsOf,
} from '../outbox/append-operation.ts';
import { isInTray, leaveTray } from '../outbox/needs-attention.ts';
import type { SealedOperation } from '../outbox/seal-operation.ts';
import { signAndSeal } from '../outbox/sign-and-seal.ts';
import { closeTicket, type TicketKey } from '../line/line.ts';
import { done, failed } from '../outcome.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { casePlace, type CaseContent } from './case-content.ts';
import { leaveDraft } from './leave-draft.ts';
import { letGoOfMaterials, noLongerCited } from './let-go-of-materials.ts';

export type Submitted = { caseId: string; number: string; savedAt: string };

/** A draft once the case of that id is stored. */
export type DraftWith = (caseId: string) => DraftContent;

export type CaseOperation = Exclude<Operation, { kind: 'journal' }>;

export type ToStore = {
  operationId: string;
  operation: CaseOperation;
  caseId: string;
  /** The case as it was read; null: this operation begins it. */
  before: { row: CaseRow; content: CaseContent } | null;
  /** The case with the operation in it. */
  contentWith: (sealed: SealedOperation) => Promise<CaseContent>;
  /** The draft that it was made from, which goes with it. */
  draft: OpenDraft | null;
  /** What stays of it; absent: nothing. */
  draftLeft?: DraftContent;
  /** Of a part that waited: its bundle's draft with the note of the case. */
  bundle?: DraftRow | undefined;
  /** The operation in the tray whose place it takes. */
  replaces: string | null;
  /** The legal deadline that runs now, YYYY-MM-DD. Absent: the case's notice day. */
  dueOn?: string | undefined;
  /** Of a submit that gives out a number: the day and its serial. */
  serial?: { day: string; serial: number };
  /** Of a submit: the number that it closes. */
  ticket?: TicketKey | undefined;
};

/**
 * Stores one operation; resolves when it is on the disk. `draftNotFound`: the
 * draft was saved or handed in meanwhile. `operationNotFound`: what it replaces
 * is not in the tray any more.
 */
export async function storeOperation(
  context: OpenContext,
  given: ToStore,
): Promise<Outcome<Submitted> | 'moved'> {
  const { store, unlocked } = context;
  const { db } = store;
  const { operation, operationId, caseId, before, draft, replaces } = given;
  const signed = await signAndSeal(context, {
    id: operationId,
    operation,
    caseId,
    seen: before?.row.lastEvent ?? 0,
  });
  if (!signed.ok) return signed;
  const { envelope } = signed.value;
  const content = await given.contentWith(signed.value);
  const sealed = await sealRow(unlocked.vault, casePlace(caseId), content);
  const madeAt = operation.madeAt.wallTime;
  const savedAt = nowIso(context);
  const cited = materialsOf(operation);
  const dropped = noLongerCited(before?.content, content);

  const left =
    given.draftLeft && draft
      ? await nextRow(context, draft.row, given.draftLeft)
      : undefined;

  const ending = await write(
    store,
    [...APPEND_STORES, 'cases', 'drafts', 'residents', 'tickets'],
    async () => {
      const obstacle = await findObstacle(db, given);
      if (obstacle !== undefined) return obstacle;
      const dueOn = given.dueOn ?? content.noticeBy.date;
      if (!(await appendOperation(db, { envelope, madeAt, cited, dueOn })))
        return 'moved';
      if (given.serial !== undefined)
        await putSerial(db, given.serial.day, given.serial.serial);
      if (replaces !== null)
        await leaveTray(db, replaces, { replacedBy: operationId });
      await letGoOfMaterials(db, { caseId, dropped, at: savedAt });
      await putCase(db, { caseId, takenInAt: madeAt, sealed });
      // Whom it names may have another telephone now: they are read anew.
      await db.residents.delete(caseId);
      await closeTicket(db, given.ticket, operation.madeAt);
      if (given.bundle !== undefined) await db.drafts.put(given.bundle);
      if (left !== undefined) await db.drafts.put(left);
      else if (draft !== null) await leaveDraft(db, draft.row.draftId, savedAt);
      return 'stored';
    },
  );
  if (ending === 'moved') return 'moved';
  if (ending !== 'stored') return failed(ending);
  return done({ caseId, number: content.submit.number, savedAt });
}

/** What has moved since it was read; undefined: nothing has. */
async function findObstacle(
  db: DeviceDatabase,
  { caseId, before, draft, bundle, replaces, serial }: ToStore,
): Promise<'moved' | 'draftNotFound' | 'operationNotFound' | undefined> {
  if (
    serial !== undefined &&
    (await lastSerial(db, serial.day)) + 1 !== serial.serial
  )
    return 'moved';
  const row = await db.cases.get(caseId);
  if (row?.revision !== before?.row.revision) return 'moved';
  if (draft !== null) {
    const drafted = await db.drafts.get(draft.row.draftId);
    if (drafted?.revision !== draft.row.revision) return 'draftNotFound';
  }
  if (bundle !== undefined) {
    const now = await db.drafts.get(bundle.draftId);
    if (now?.revision !== bundle.revision - 1) return 'moved';
  }
  if (replaces !== null && !(await isInTray(db, replaces)))
    return 'operationNotFound';
  return undefined;
}

async function putCase(
  db: DeviceDatabase,
  {
    caseId,
    takenInAt,
    sealed,
  }: Pick<CaseRow, 'caseId' | 'takenInAt' | 'sealed'>,
): Promise<void> {
  const row = await db.cases.get(caseId);
  await db.cases.put(
    row === undefined
      ? { caseId, revision: 1, takenInAt, lastEvent: 0, sealed }
      : { ...row, revision: row.revision + 1, sealed },
  );
}
