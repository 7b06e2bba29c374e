// Answering a correction notice: one more operation on a case, with the changed
// answers and the papers handed in again.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { changedAnswers } from '../../domain/cases/answers.ts';
import { intakeDay } from '../../domain/cases/intake-day.ts';
import type {
  AnswerCorrectionOperation,
  Moment,
} from '../../domain/cases/operation.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { examineChange } from '../../domain/rules/examine-change.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Published } from '../catalogue/county-files.ts';
import type { OpenContext } from '../device-context.ts';
import { signaturesOf } from '../drafts/draft-content.ts';
import { finishedPapers, unfinishedPaper } from '../drafts/drafted-paper.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { done, failed } from '../outcome.ts';
import { appendToCase, withoutEffect } from './append-to-case.ts';
import { presentAnswers, presentPapers } from './case-content.ts';
import type { OpenCase } from './find-case.ts';
import type { Submitted } from './store-operation.ts';

type Given = { draft: OpenDraft; matter: Matter; published: Published };

/** Sends the answer of a correction; resolves when it is on the disk. */
export async function answerCorrection(
  context: OpenContext,
  given: Given,
): Promise<Outcome<Submitted>> {
  const { purpose } = given.draft.content;
  if (purpose.kind !== 'answerCorrection')
    throw new Error('not the draft of a correction');
  return appendToCase(context, {
    caseId: purpose.caseId,
    kind: 'answerCorrection',
    make: (found, at) => makeAnswer(given, found, at),
    draft: given.draft,
    replaces: purpose.repairs?.operationId ?? null,
  });
}

/** Every paper asked for is there again, and the answers still hold. */
function makeAnswer(
  { draft: { content }, matter, published }: Given,
  found: OpenCase,
  at: Moment,
): Outcome<AnswerCorrectionOperation> {
  const { purpose } = content;
  if (purpose.kind !== 'answerCorrection')
    throw new Error('not the draft of a correction');
  const { correction, lapsed } = found.state;
  if ((correction ?? lapsed)?.event !== purpose.correctionEvent)
    return failed('notAllowedNow');
  // What the county did not take, the one that is mended above all, is no change
  // that stands: it is said again.
  const before = presentAnswers(found.content, withoutEffect(found));
  const named = (target: 'field' | 'paper') =>
    purpose.items
      .filter((item) => item.target === target)
      .map(({ about }) => about);
  const { answers, issues, papers } = examineChange(
    matter,
    { before, after: content.answers },
    {
      named: new Set(named('field')),
      today: intakeDay(found.content.submit.madeAt),
      calendar: published.calendar,
      demo: published.demo,
    },
  );
  if (issues.length > 0) return failed('answersInvalid');
  const handedIn = new Set(content.papers.map(({ paperId }) => paperId));
  if (named('paper').some((id) => !handedIn.has(id)))
    return failed('papersMissing');
  const present = new Set([
    ...handedIn,
    ...presentPapers(found.content).map(({ paperId }) => paperId),
  ]);
  if (
    papers.some(({ id, source }) => source !== 'generated' && !present.has(id))
  )
    return failed('papersMissing');
  const unfinished = unfinishedPaper(content.papers, chinaDate(at.wallTime));
  if (unfinished !== null) return failed(unfinished);
  return done({
    kind: 'answerCorrection',
    correctionEvent: purpose.correctionEvent,
    answers: changedAnswers(before, answers),
    papers: finishedPapers(content.papers),
    signatures: signaturesOf(content, found.content.applicantName),
    consents: content.consents,
    madeAt: at,
  });
}
