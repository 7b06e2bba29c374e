// The clerk's readable row of a case that was taken in here; sealed whole.
import { applyAnswers, type Answers } from '../../domain/cases/answers.ts';
import type {
  Operation,
  SubmitOperation,
} from '../../domain/cases/operation.ts';
import type {
  CitedMaterial,
  MaterialRef,
  Paper,
} from '../../domain/cases/papers.ts';
import type { WithdrawalReason } from '../../domain/cases/withdrawal-reason.ts';
import { citedBy } from '../outbox/append-operation.ts';

export type LaterOperation = {
  operationId: string;
  operation: Operation;
  at: string;
};

/** Why a person took unsent work back, in the words that are shown. */
export type TakenBack = { reason: WithdrawalReason; words: string; at: string };

export type CaseContent = {
  /** Of the submit that stands now. */
  operationId: string;
  submit: SubmitOperation;
  matterName: string;
  matterShort: string;
  promisedDays: number | null;
  applicantName: string;
  idLast4: string | null;
  clerkName: string;
  stationName: string;
  phone: string | null;
  noticeBy: { date: string; provisional: boolean };
  paperNames: Record<string, string>;
  /** Whole text of the receipt's QR, as it was first printed. */
  qr: string;
  /** The number by which its person came (line/line.ts). */
  ticket?: [day: string, n: number];
  later: LaterOperation[];
  /** The case never came to the county and was taken back here. */
  withdrawn?: TakenBack;
  /** Later operations that were taken back; without effect. */
  undone?: (LaterOperation & { takenBack: TakenBack })[];
  /** Pages that were lost here and for which others were handed in. */
  retired?: string[];
  /** When each of its sheets was printed (cases/note-print.ts). */
  printed?: Record<string, string[]>;
  /** The sheet that it was a row of. */
  batchId?: string;
};

/** What a case's row is sealed for. */
export function casePlace(caseId: string): string {
  return `cases/${caseId}`;
}

/** The operation of that id; undefined: not one of the case's. */
export function findOwn(
  { operationId, submit, later }: CaseContent,
  id: string,
): Operation | undefined {
  if (id === operationId) return submit;
  return later.find((each) => each.operationId === id)?.operation;
}

/**
 * With one operation more, or with `made` in the place of `replaces`: what was
 * built on the refused one is then built on the mended one.
 */
export function withOperation(
  content: CaseContent,
  made: LaterOperation,
  replaces: string | null,
): CaseContent {
  const { operation, operationId } = made;
  if (operation.kind === 'submit')
    return { ...content, operationId, submit: operation };
  const later = content.later.some((each) => each.operationId === replaces)
    ? content.later.map((each) => (each.operationId === replaces ? made : each))
    : [...content.later, made];
  return { ...content, later };
}

/** Answers with the changes of this device on top, but for the operations named. */
export function presentAnswers(
  { submit, later }: CaseContent,
  without: ReadonlySet<string> = new Set(),
): Answers {
  return later
    .filter(({ operationId }) => !without.has(operationId))
    .reduce<Answers>(
      (answers, { operation }) =>
        'answers' in operation
          ? applyAnswers(answers, operation.answers)
          : answers,
      submit.answers,
    );
}

/**
 * Papers as they stand: a correction's in the place of the former, a
 * supplement's pages beside them, without the pages that were lost here.
 */
export function presentPapers({
  submit,
  later,
  retired = [],
}: CaseContent): Paper[] {
  const papers = new Map(submit.papers.map((paper) => [paper.paperId, paper]));
  for (const { operation } of later) {
    if (
      operation.kind !== 'answerCorrection' &&
      operation.kind !== 'supplement'
    )
      continue;
    for (const paper of operation.papers) {
      const former = papers.get(paper.paperId);
      papers.set(
        paper.paperId,
        operation.kind === 'supplement' &&
          paper.how === 'photo' &&
          former?.how === 'photo'
          ? { ...paper, pages: [...former.pages, ...paper.pages] }
          : paper,
      );
    }
  }
  const lost = new Set(retired);
  return [...papers.values()].map((paper) =>
    paper.how === 'photo'
      ? {
          ...paper,
          pages: paper.pages.filter(({ sha256 }) => !lost.has(sha256)),
        }
      : paper,
  );
}

/** All that the case cites, those replaced since included, with their papers. */
export function citedByCase({
  submit,
  later,
  retired = [],
}: CaseContent): CitedMaterial[] {
  const lost = new Set(retired);
  return [submit, ...later.map(({ operation }) => operation)]
    .flatMap(citedBy)
    .filter(({ ref }) => !lost.has(ref.sha256));
}

export function caseMaterials(content: CaseContent): MaterialRef[] {
  return citedByCase(content).map(({ ref }) => ref);
}
