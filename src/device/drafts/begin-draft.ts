import { intakeDay } from '../../domain/cases/intake-day.ts';
import { signaturePaperId } from '../../domain/cases/papers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { TODAY } from '../../domain/catalogue/prefill.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { mayAct } from '../cases/append-to-case.ts';
import { presentAnswers } from '../cases/case-content.ts';
import { damagedPages } from '../cases/damaged-materials.ts';
import { findCase } from '../cases/find-case.ts';
import { visitOf } from '../cases/visit.ts';
import { isBundle, matterOf } from '../catalogue/find-pinned.ts';
import { canTakeIn } from '../catalogue/list-matters.ts';
import { read } from '../database/write.ts';
import type { DraftPurpose } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { ticketCalled } from '../line/line.ts';
import { done, failed } from '../outcome.ts';
import {
  NOTHING_TAKEN,
  openDraftRow,
  type DraftContent,
} from './draft-content.ts';
import { createDraft } from './save-draft.ts';

/**
 * Begins a draft of a matter, pinned to the present catalogue; gives its id.
 * `sameVisitAs`: a case of the same person at the same sitting.
 */
export async function beginDraft(
  context: OpenContext,
  matterCode: string,
  sameVisitAs?: string,
): Promise<Outcome<string>> {
  const visitId =
    sameVisitAs === undefined ? undefined : await visitOf(context, sameVisitAs);
  if (visitId === null) return failed('caseNotFound');
  const published = await context.files.current();
  if (published === undefined) return failed('catalogueMissing');
  const matter = await matterOf(published.catalogue, { matterCode });
  if (matter === undefined) return failed('notFound');
  if (!canTakeIn(matter)) return failed('notAllowedNow');
  const draft = emptyDraft(context, {
    purpose: { kind: 'submit' },
    matterCode,
    catalogueVersion: published.version,
  });
  const today = intakeDay(await moment(context));
  const answers = firstAnswers(matter, today);
  const ofVisit = visitId === undefined ? {} : { visitId };
  return done(
    await createDraft(context, {
      ...draft,
      ...ofVisit,
      ...(await placeOf(context, today, sameVisitAs)),
      ...(isBundle(published.catalogue, matterCode) && {
        taken: NOTHING_TAKEN,
      }),
      answers,
    }),
  );
}

/**
 * By which number its person came, or that it is at his home: another matter of a visit
 * is served as the first was, also after that closed the number.
 */
async function placeOf(
  context: OpenContext,
  today: string,
  sameVisitAs: string | undefined,
): Promise<Pick<DraftContent, 'ticket' | 'homeVisitOn'>> {
  if (sameVisitAs === undefined) {
    const ticket = await ticketCalled(context);
    return ticket === undefined ? {} : { ticket };
  }
  const before = (await findCase(context, sameVisitAs))?.content;
  const isAtHome = before?.submit.servingWays.includes('homeVisit');
  return {
    ...(before?.ticket && { ticket: before.ticket }),
    ...(isAtHome === true && { homeVisitOn: today }),
  };
}

/** What stands in every new draft of the matter. */
export function firstAnswers(
  { fields }: Pick<Matter, 'fields'>,
  today: string,
): DraftContent['answers'] {
  const dated = fields.filter(({ prefill }) => prefill === TODAY);
  return Object.fromEntries(dated.map(({ id }) => [id, today]));
}

/** Begins, or finds, the draft that answers a case's open correction. */
export async function beginAnswer(
  context: OpenContext,
  caseId: string,
): Promise<Outcome<string>> {
  const found = await findCase(context, caseId);
  if (found === undefined) return failed('caseNotFound');
  const { content } = found;
  const { correction } = found.state;
  if (correction === null) return failed('notAllowedNow');
  const begun = await findOpenDraft(
    context,
    caseId,
    ({ purpose }) =>
      purpose.kind === 'answerCorrection' &&
      purpose.correctionEvent === correction.event,
  );
  if (begun !== undefined) return done(begun);
  const { submit } = content;
  const draft = emptyDraft(context, {
    purpose: {
      kind: 'answerCorrection',
      caseId,
      number: submit.number,
      correctionEvent: correction.event,
      items: correction.items,
    },
    matterCode: submit.matterCode,
    catalogueVersion: submit.catalogueVersion,
  });
  const answers = presentAnswers(content);
  return done(await createDraft(context, { ...draft, answers }));
}

/**
 * Begins, or finds, the draft by which papers come to a case later. It asks for
 * what this device has lost of the case, if anything.
 */
export async function beginSupplement(
  context: OpenContext,
  caseId: string,
): Promise<Outcome<string>> {
  const found = await findCase(context, caseId);
  if (found === undefined) return failed('caseNotFound');
  if (!mayAct(found, 'supplement')) return failed('notAllowedNow');
  const begun = await findOpenDraft(
    context,
    caseId,
    ({ purpose }) =>
      purpose.kind === 'supplement' && purpose.repairs === undefined,
  );
  if (begun !== undefined) return done(begun);
  const { submit } = found.content;
  const lost = new Set(
    (await damagedPages(context.store, found.content)).map(
      ({ paperId }) => paperId,
    ),
  );
  const isOwnLost = lost.delete(signaturePaperId('applicant'));
  const isWitnessLost = lost.delete(signaturePaperId('witness'));
  const witness = submit.signatures.find(({ by }) => by === 'witness');
  const draft = emptyDraft(context, {
    purpose: {
      kind: 'supplement',
      caseId,
      number: submit.number,
      papers: [...lost],
      signature: isOwnLost || isWitnessLost,
    },
    matterCode: submit.matterCode,
    catalogueVersion: submit.catalogueVersion,
  });
  return done(
    await createDraft(context, {
      ...draft,
      ...(isWitnessLost &&
        witness && { witness: { name: witness.name, signature: null } }),
    }),
  );
}

export function emptyDraft(
  context: OpenContext,
  given: {
    purpose: DraftPurpose;
    matterCode: string;
    catalogueVersion: string;
  },
): DraftContent {
  return {
    ...given,
    clerkId: context.unlocked.clerk.id,
    answers: {},
    papers: [],
    removedPages: [],
    signature: null,
    consents: [],
    startedAt: nowIso(context),
  };
}

/** Id of an open draft about the case that fits. */
export async function findOpenDraft(
  context: OpenContext,
  caseId: string,
  fits: (content: DraftContent) => boolean,
): Promise<string | undefined> {
  const rows = await read(context.store, (db) =>
    db.drafts
      .where({ caseId })
      .and(({ state }) => state === 'open')
      .toArray(),
  );
  for (const row of rows) {
    const content = await openDraftRow(context, row);
    if (content !== undefined && fits(content)) return row.draftId;
  }
  return undefined;
}
