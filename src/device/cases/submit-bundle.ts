// A bundle's draft becomes the cases of its components that are matters of ours, one
// by one in their order: each is on the disk with the draft's note that it is, so that
// a start after a kill goes on where it stood and nothing is taken in twice. What lacks
// a fact that an earlier one brings becomes a draft of its own.
import {
  findBundle,
  makeBundleMatter,
  mayWait,
  type BundleMatter,
} from '../../domain/bundles/bundle-matter.ts';
import { componentId, earlierOf } from '../../domain/bundles/component.ts';
import {
  answersFor,
  consentsFor,
  papersFor,
} from '../../domain/bundles/divide.ts';
import { intakeDay } from '../../domain/cases/intake-day.ts';
import {
  findMaterial,
  findMatterByCode,
} from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Published } from '../catalogue/county-files.ts';
import { write } from '../database/write.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { NOTHING_TAKEN, type DraftContent } from '../drafts/draft-content.ts';
import { findPaper } from '../drafts/draft-pages.ts';
import type { DraftedPaper } from '../drafts/drafted-paper.ts';
import {
  changeDraft,
  newRow,
  nextRow,
  openDraft,
  type OpenDraft,
} from '../drafts/save-draft.ts';
import { done, failed } from '../outcome.ts';
import { checkSubmit, type CheckedDraft } from './check-submit.ts';
import { findCase } from './find-case.ts';
import type { Submitted } from './store-operation.ts';
import { submitCase } from './submit-case.ts';

type Given = { draft: OpenDraft; published: Published };

/**
 * Takes the whole bundle in; resolves when all of it is on the disk. Gives its first
 * case, '' where every component is a step of another office.
 */
export async function submitBundle(
  context: OpenContext,
  { draft, published }: Given,
): Promise<Outcome<Submitted>> {
  const { draftId } = draft.row;
  const { catalogue, demo, calendar } = published;
  const bundle = findBundle(catalogue, draft.content.matterCode);
  if (bundle === undefined) return failed('notFound');
  const made = makeBundleMatter(catalogue, bundle, draft.content.answers);
  const rules = { today: intakeDay(await moment(context)), demo, calendar };
  const checked = checkSubmit(draft.content, made.matter, rules);
  if (!checked.ok) return checked;
  const waiting = mayWait(made);
  const late: DraftContent[] = [];
  for (const matter of mattersInOrder(made, catalogue)) {
    const now = await openDraft(context, draftId);
    if (!now.ok) return now;
    const taken = now.value.content.taken ?? NOTHING_TAKEN;
    if (matter.code in taken.cases || matter.code in taken.waiting) continue;
    const content = partOf(made, matter, now.value, checked.value);
    if (waiting.has(matter.code) && !checkSubmit(content, matter, rules).ok) {
      late.push(content);
      continue;
    }
    const submitted = await submitCase(context, {
      draft: now.value,
      matter,
      published,
      part: {
        content,
        name: applicantName(made.matter, checked.value.answers),
        left: (caseId) => ({
          ...now.value.content,
          taken: { ...taken, cases: { ...taken.cases, [matter.code]: caseId } },
        }),
      },
    });
    if (!submitted.ok) return submitted;
  }
  for (const content of late) {
    const first = await firstCase(context, draftId);
    const visitId = content.visitId ?? first;
    const row = await newRow(context, {
      ...content,
      ...(visitId !== undefined && { visitId }),
    });
    const note = (now: DraftContent) => {
      const { taken = NOTHING_TAKEN } = now;
      const waiting = { ...taken.waiting, [content.matterCode]: row.draftId };
      return { ...now, taken: { ...taken, waiting } };
    };
    const noted = await changeDraft(context, draftId, note, row);
    if (!noted.ok) return noted;
  }
  return finish(context, draftId);
}

/** The matters of ours among its components, as they come one after the other. */
function mattersInOrder(
  { form: { bundle, chosen } }: BundleMatter,
  catalogue: Published['catalogue'],
): Matter[] {
  const earlier = earlierOf(bundle);
  return chosen
    .flatMap((each) =>
      'matter' in each ? (findMatterByCode(catalogue, each.matter) ?? []) : [],
    )
    .sort(
      (a, b) =>
        (earlier.get(a.code)?.size ?? 0) - (earlier.get(b.code)?.size ?? 0),
    );
}

/** The draft as it would be, had this matter alone been taken in. */
function partOf(
  made: BundleMatter,
  matter: Matter,
  { row, content }: OpenDraft,
  { answers }: CheckedDraft,
): DraftContent {
  const { code } = matter;
  const { taken: _, visitId, ...rest } = content;
  const sources = papersFor(made, code);
  const [first] = Object.values(content.taken?.cases ?? {});
  const sitting = visitId ?? first;
  const handedIn = sources.flatMap(({ paperId, id, instead }) => {
    const paper =
      findPaper(content, id) ??
      (instead === null ? undefined : copyOf(content, instead));
    const isToBeKept =
      paper?.how === 'seen' &&
      findMaterial(matter, paperId)?.handling !== 'view';
    return paper === undefined || isToBeKept ? [] : [{ ...paper, paperId }];
  });
  const there = new Set(handedIn.map(({ paperId }) => paperId));
  return {
    ...rest,
    ...(sitting !== undefined && { visitId: sitting }),
    matterCode: code,
    answers: answersFor(made, code, answers),
    papers: handedIn,
    removedPages: [],
    standIns: sources.flatMap(({ paperId, because }) =>
      because === null || there.has(paperId) ? [] : [{ paperId, because }],
    ),
    consents: consentsFor(made, code, content.consents),
    bundle: {
      id: row.draftId,
      code: made.form.bundle.code,
      parts: made.form.chosen.map(componentId),
    },
  };
}

/** Of a paper that stands in for another its picture, or that it was seen. */
function copyOf(
  content: DraftContent,
  paperId: string,
): DraftedPaper | undefined {
  const paper = findPaper(content, paperId);
  return paper?.how === 'photo' || paper?.how === 'seen' ? paper : undefined;
}

async function firstCase(
  context: OpenContext,
  draftId: string,
): Promise<string | undefined> {
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return undefined;
  return Object.values(draft.value.content.taken?.cases ?? {})[0];
}

/**
 * What was typed and photographed is in the cases now; of the draft stays what has
 * come of it, and what was handed in for steps outside alone.
 */
async function finish(
  context: OpenContext,
  draftId: string,
): Promise<Outcome<Submitted>> {
  const { store } = context;
  for (;;) {
    const draft = await openDraft(context, draftId);
    if (!draft.ok) return draft;
    const { row, content } = draft.value;
    const { taken = NOTHING_TAKEN } = content;
    const at = nowIso(context);
    const next = await nextRow(context, row, {
      ...(Object.keys(taken.cases).length > 0
        ? await emptied(context, content)
        : content),
      taken: { ...taken, at: taken.at ?? at },
    });
    const isSaved = await write(store, ['drafts', 'materials'], async () => {
      const now = await store.db.drafts.get(draftId);
      if (now?.revision !== row.revision) return false;
      await store.db.drafts.put(next);
      await store.db.materials
        .where({ draftId })
        .and(({ caseId }) => caseId !== null)
        .modify({ draftId: null });
      return true;
    });
    if (!isSaved) continue;
    const [caseId = ''] = Object.values(taken.cases);
    const found = await findCase(context, caseId);
    return done({
      caseId,
      number: found?.content.submit.number ?? '',
      savedAt: next.savedAt,
    });
  }
}

/** Without what its cases hold; the answers to its questions say what it was made of. */
async function emptied(
  { files }: Pick<OpenContext, 'files'>,
  content: DraftContent,
): Promise<DraftContent> {
  const published = await files.pinned(content.catalogueVersion);
  const questions = published.ok
    ? findBundle(published.value.catalogue, content.matterCode)?.questions
    : undefined;
  const answers = (questions ?? []).flatMap(({ id }) =>
    content.answers[id] === undefined ? [] : [[id, content.answers[id]]],
  );
  return {
    ...content,
    answers: Object.fromEntries(answers),
    papers: [],
    signature: null,
  };
}
