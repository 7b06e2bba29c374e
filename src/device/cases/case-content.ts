// The clerk's readable row of a case that was taken in here; sealed whole.
import type { Answers } from '../../domain/cases/answers.ts';
import type {
  Operation,
  SubmitOperation,
} from '../../domain/cases/operation.ts';
import type { MaterialRef, Paper } from '../../domain/cases/papers.ts';
import { materialsOf } from '../outbox/append-operation.ts';

export type LaterOperation = {
  operationId: string;
  operation: Operation;
  at: string;
};

export type CaseContent = {
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
  /** Whole text of the receipt's QR. */
  qr: string;
  later: LaterOperation[];
};

/** What a case's row is sealed for. */
export function casePlace(caseId: string): string {
  return `cases/${caseId}`;
}

/** Answers with the corrections of this device on top. */
export function presentAnswers({ submit, later }: CaseContent): Answers {
  return later.reduce<Answers>(
    (answers, { operation }) =>
      'answers' in operation ? { ...answers, ...operation.answers } : answers,
    submit.answers,
  );
}

/** Papers with those handed in again in their places. */
export function presentPapers({ submit, later }: CaseContent): Paper[] {
  const papers = new Map(submit.papers.map((paper) => [paper.paperId, paper]));
  for (const { operation } of later) {
    if (operation.kind !== 'answerCorrection') continue;
    for (const paper of operation.papers) papers.set(paper.paperId, paper);
  }
  return [...papers.values()];
}

/** All that the case cites, those replaced since included. */
export function caseMaterials({ submit, later }: CaseContent): MaterialRef[] {
  return [submit, ...later.map(({ operation }) => operation)].flatMap(
    materialsOf,
  );
}
