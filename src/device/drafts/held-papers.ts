// 已有: papers of earlier cases that are the very ones a draft asks for. Only what the
// county has whole is offered: it is named again by its hash and never sent again,
// whatever becomes of either case. And only what can still be looked at here.
import type { EarlierCase, MaterialRef } from '../../domain/cases/papers.ts';
import { findMaterial } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { paperIdentity } from '../../domain/rules/same-paper.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { presentAnswers, presentPapers } from '../cases/case-content.ts';
import { openCaseRow } from '../cases/find-case.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { CaseRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { DraftView, HeldPaper } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import type { DraftContent } from './draft-content.ts';
import { putPaper } from './draft-pages.ts';
import { countPlaces } from './places.ts';
import { changeDraft, openDraft } from './save-draft.ts';
import { viewDraft, viewPage } from './view-draft.ts';

/** Cases looked at, the newest first: each is opened, and a phone has thousands. */
const CASES = 500;
/** Rows at once: they come with their sealed contents. */
const ROWS = 50;

type Held = {
  paperId: string;
  caseId: string;
  from: EarlierCase;
  matterShort: string;
  pages: MaterialRef[];
};

/** `isShown`: past the lease a stored case stays closed. */
export async function findHeldPapers(
  context: OpenContext,
  draftId: string,
  isShown: (caseId: string) => boolean,
): Promise<Outcome<HeldPaper[]>> {
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  const found = await findHeld(context, draft.value.content, isShown);
  if (!found.ok) return found;
  const rows = await read(context.store, (db) =>
    db.materials.bulkGet(
      found.value.flatMap(({ pages }) => pages.map(({ sha256 }) => sha256)),
    ),
  );
  const materials = new Map(
    rows.flatMap((row) => (row === undefined ? [] : [[row.sha256, row]])),
  );
  return done(
    found.value.map((held) => ({
      ...held,
      pages: held.pages.map((page) => viewPage(page, materials)),
    })),
  );
}

/** Hands the paper in once more, in place of whatever was there. */
export async function takeHeldPaper(
  context: OpenContext,
  wish: { draftId: string; paperId: string; caseId: string },
  isShown: (caseId: string) => boolean,
): Promise<Outcome<DraftView>> {
  const { draftId, paperId, caseId } = wish;
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  const { content } = draft.value;
  const found = await findHeld(context, content, isShown);
  if (!found.ok) return found;
  const held = found.value.find(
    (each) => each.paperId === paperId && each.caseId === caseId,
  );
  if (held === undefined) return failed('notFound');
  const { pages, from: takenFrom } = held;
  if (countPlaces(content) + pages.length > LIMITS.materialsPerCase)
    return failed('tooLarge');
  const at = nowIso(context);
  const changed = await changeDraft(context, draftId, (now) =>
    putPaper(now, { how: 'photo', paperId, pages, takenFrom }, at),
  );
  return changed.ok
    ? done(await viewDraft(context.store, changed.value))
    : changed;
}

/** Of each paper that the draft lacks the newest one. */
async function findHeld(
  context: OpenContext,
  content: DraftContent,
  isShown: (caseId: string) => boolean,
): Promise<Outcome<Held[]>> {
  const pinned = await findPinned(context.files, content);
  if (!pinned.ok) return pinned;
  const wanted = wantedPapers(pinned.value.matter, content);
  const held: Held[] = [];
  const ids = await read(context.store, (db) =>
    db.cases.orderBy('takenInAt').reverse().limit(CASES).primaryKeys(),
  );
  for (let at = 0; at < ids.length && wanted.size > 0; at += ROWS) {
    const some = ids.slice(at, at + ROWS).filter(isShown);
    const rows = await read(context.store, (db) => db.cases.bulkGet(some));
    for (const row of rows)
      if (row !== undefined)
        held.push(...(await takeFrom(context, row, wanted)));
  }
  return done(held);
}

/** What of one case is wanted; it is wanted no more then. */
async function takeFrom(
  context: OpenContext,
  row: CaseRow,
  wanted: Map<string, string>,
): Promise<Held[]> {
  const content = await openCaseRow(context, row);
  if (content === undefined) return [];
  const { submit, matterShort } = content;
  const answers = presentAnswers(content);
  if (!mentionsOneOf(answers, wanted)) return [];
  const pinned = await findPinned(context.files, submit);
  if (!pinned.ok) return [];
  const { matter } = pinned.value;
  const held: Held[] = [];
  for (const paper of presentPapers(content)) {
    const material = findMaterial(matter, paper.paperId);
    const identity = material && paperIdentity(matter, material, answers);
    const paperId = identity && wanted.get(identity);
    if (identity === undefined || paperId === undefined) continue;
    if (paper.how !== 'photo') continue;
    const { pages, takenFrom } = paper;
    if (!(await areHeldWhole(context, pages))) continue;
    wanted.delete(identity);
    const own = { number: submit.number, takenInAt: submit.madeAt.wallTime };
    const from = takenFrom ?? own;
    held.push({ paperId, caseId: row.caseId, from, matterShort, pages });
  }
  return held;
}

/** Which paper it is, to the id it has here. */
function wantedPapers(
  matter: Matter,
  { answers, papers }: DraftContent,
): Map<string, string> {
  const handedIn = new Set(papers.map(({ paperId }) => paperId));
  return new Map(
    matter.materials.flatMap((material) => {
      const identity = paperIdentity(matter, material, answers);
      return identity === undefined || handedIn.has(material.id)
        ? []
        : [[identity, material.id]];
    }),
  );
}

/** Spares reading a catalogue for a case of somebody else. */
function mentionsOneOf(
  answers: DraftContent['answers'],
  wanted: ReadonlyMap<string, string>,
): boolean {
  const numbers = [...wanted.keys()].map((key) => key.split('/')[2] ?? '');
  const texts = Object.values(answers).filter(
    (answer) => typeof answer === 'string',
  );
  return numbers.some((number) =>
    texts.some((text) => text.toUpperCase() === number),
  );
}

async function areHeldWhole(
  { store }: OpenContext,
  pages: readonly MaterialRef[],
): Promise<boolean> {
  if (pages.length === 0) return false;
  const rows = await read(store, (db) =>
    db.materials.bulkGet(pages.map(({ sha256 }) => sha256)),
  );
  return rows.every(
    (row) => row?.state === 'sent' && row.releasedAt === undefined,
  );
}
