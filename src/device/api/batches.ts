// One matter for many residents. A sheet is no thing of its own: it is all drafts that
// were begun under its id, each a draft like any other.
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import type { AnswerIssue } from '../../domain/rules/answer-issue.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { CaseView, ReceiptView } from './cases.ts';
import type { ResidentLine } from './residents.ts';

/** One row: whose it is, what its own columns hold, what is still missing. */
export type BatchLine = Pick<
  ResidentLine,
  'name' | 'isMale' | 'age' | 'group' | 'idLast4'
> & {
  draftId: string;
  /** Of the sheet's columns alone, as they were typed. */
  answers: Answers;
  /** Columns that a condition hides in this row. */
  hidden: string[];
  /** What stops the sending, in the form's order. */
  issues: AnswerIssue[];
  /** What checks of the matter say that stop it, or want a yes. */
  says: string[];
  /** Ids of the papers that are asked for and not there. */
  missing: string[];
  /** The consent, or the signature: none, or one of other answers. */
  isUnsigned: boolean;
  /** There is another row of the same number: neither is sent. */
  isTwin: boolean;
  isReady: boolean;
};

export type BatchView = {
  matterCode: string;
  /** Pinned by its first row. */
  catalogueVersion: string;
  /** In the order they were put in. */
  lines: BatchLine[];
};

/** Whom the register knows by these words; `isDue`: for whom the matter may be coming. */
export type BatchWish = { text: string; isDue: boolean };

/** A row of a spreadsheet, as far as it says whose it is; '': it does not. */
export type WhoInRow = { name: string; idNo: string };

/** `draftId` or `residentId`: whose row it is; neither: nobody's, or of more than one. */
export type RowOf = { draftId?: string; residentId?: string };

/** A row whose case was taken in. */
export type BatchCase = Pick<
  CaseView,
  'caseId' | 'applicantName' | 'printed'
> & {
  receipt: ReceiptView;
};

export type RowChanges = {
  draftId: string;
  /** null takes the answer away. */
  answers: Record<string, Answer | null>;
};

export interface BatchCalls {
  /**
   * A row for each resident who has none in the sheet and no case of the matter within
   * 90 days; each is a look-up. With `matterCode` it begins the sheet where that is not
   * there yet. `drafts`: the rows made, by the resident's id.
   */
  add(
    to: { batchId: string } | { matterCode: string; batchId?: string },
    whom: BatchWish | string[],
  ): Promise<Outcome<{ batchId: string; drafts: Record<string, string> }>>;
  /** `draftNotFound`: no row is left. */
  read(batchId: string): Promise<Outcome<BatchView>>;
  /**
   * All or none, durable when it resolves; gives those rows as they stand then, without
   * those that were handed in or removed meanwhile.
   */
  save(changes: RowChanges[]): Promise<Outcome<BatchLine[]>>;
  match(batchId: string, rows: WhoInRow[]): Promise<Outcome<RowOf[]>>;
  /** The cases that its rows became. */
  taken(batchId: string): Promise<Outcome<BatchCase[]>>;
}
