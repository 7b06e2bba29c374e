// Cases taken in here, and what a clerk does to them.
import type { Answers } from '../../domain/cases/answers.ts';
import type { CaseDeadlines } from '../../domain/cases/case-clocks.ts';
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { CaseEvent } from '../../domain/cases/event.ts';
import type { CaseState } from '../../domain/cases/fold-case.ts';
import type { Paper } from '../../domain/cases/papers.ts';
import type { OperationKind } from '../../domain/cases/operation.ts';
import type { CaseOperationKind } from '../../domain/cases/transitions.ts';
import type { ErrorCode, Outcome } from '../../protocol/error-code.ts';
import type { DraftPaper, PageView } from './drafts.ts';
import type { StopWatching, Watch } from './watch.ts';

export type CaseSummary = {
  caseId: string;
  /** False: its row is kept as it is and cannot be opened here. */
  isReadable: boolean;
  /** Some of its history cannot be read here: the county is told how many. */
  isHistoryReadable: boolean;
  number: string;
  matterCode: string;
  matterShort: string;
  applicantName: string;
  takenInAt: string;
  display: DisplayStatus;
  /** Later operations of the case not yet settled. */
  unsentLater: number;
  correctionDueOn: string | null;
  /** A draft answering the open correction, if one was begun. */
  answerDraftId: string | null;
  /** Photographs lost here that the county does not have; to be taken again. */
  damaged: number;
  /** Its text has left the device: this line is all, its name masked. */
  isStub?: true;
  /** Of a stub: the county has done something since that its word does not tell. */
  hasMoved?: true | undefined;
};

/** What of the list of cases is looked at. */
export type CaseListWish = {
  /** In a name, a matter, or three digits and more of a number; '': any. */
  word: string;
  /** Only what the county sent back. */
  onlyReturned: boolean;
  /** Not more lines than these. */
  count: number;
};

export type CaseListView = {
  wish: CaseListWish;
  /** Newest first. */
  lines: CaseSummary[];
  /** There are more than were wished for. */
  hasMore: boolean;
  /** False: not all cases were looked through yet; what they hold follows. */
  isWhole: boolean;
};

export type CaseView = CaseSummary & {
  state: CaseState;
  /** Pinned: the matter of that version is shown. */
  catalogueVersion: string;
  /** Of which bundle it is a part, by the draft that took that in. */
  bundleId?: string;
  /** What the transition table allows now, unsent work counted. */
  acts: CaseOperationKind[];
  /** Kinds of the later operations that wait to be sent, in their order. */
  unsentKinds: OperationKind[];
  events: CaseEvent[];
  answers: Answers;
  /** Day of intake, which is "today" to its form's rules. */
  intakeOn: string;
  papers: (DraftPaper | { how: 'generated'; paperId: string })[];
  materials: { total: number; left: number; leftBytes: number };
  /** When the county acknowledged the submit; null: not yet. */
  arrivedAt: string | null;
  /** As it was said; `deadlines` has it as it is counted now. */
  noticeBy: { date: string; provisional: boolean };
  /**
   * By what the county has said and the calendar that is here; null: there is none
   * here yet. That of the law is the county's to watch, and null.
   */
  deadlines: CaseDeadlines | null;
  receipt: ReceiptView;
  /** What the applicant signed last; null: nothing was signed by him. */
  signature: PageView | null;
  /** Who signed for an applicant who cannot write. */
  witness: { name: string; signature: PageView } | null;
  /** When each of its sheets was printed here, ISO 8601; absent: never. */
  printed: Record<string, string[]>;
  /** Set when the submit or a later operation was held or refused. */
  trouble: {
    operationId: string | null;
    result: 'held' | 'refused';
    code: ErrorCode;
    paths: string[];
    /** The county's own words, where a person there has decided. */
    reason: string | null;
    /** A mended submit whose former one the county had taken in all the same. */
    isTwice: boolean;
  } | null;
};

/** A sheet that the counter prints of a case; `promise:` with the material's id. */
export type CaseSheet =
  | 'receipt'
  | 'application'
  | 'correction'
  | 'mandate'
  | 'originals'
  | `promise:${string}`;

/** `n`: which print of this sheet it is, from 1; `at`: ISO 8601. */
export type PrintNoted = { n: number; at: string };

export type ReceiptView = {
  number: string;
  queryCode: string;
  /** Whole text of the QR: address, `/r#`, signed receipt. */
  qr: string;
  matterName: string;
  applicantMasked: string;
  idLast4: string | null;
  takenInAt: string;
  stationName: string;
  clerkName: string;
  phone: string | null;
  noticeBy: { date: string; provisional: boolean };
  promisedDays: number | null;
  papers: {
    paperId: string;
    name: string;
    how: Paper['how'];
    pages: number;
    isOriginalSeen: boolean;
    /** YYYY-MM-DD, of what was put off. */
    dueOn: string | null;
  }[];
};

/** What a clerk does to a case without a draft. */
export type CaseWish =
  /** `reason` in words, as the county shall read it. */
  | { kind: 'withdraw'; reason: string; signature: Blob | null }
  | {
      kind: 'confirmDelivery';
      /** Name of who took the result. */
      receivedBy: string;
      signature: Blob | null;
      papers?: { paperId: string; photographs: Blob[] }[];
    }
  /** Telephones and addresses, but not the one that decides the township. */
  | { kind: 'updateContact'; answers: Answers }
  /** 1 (worst) to 5. */
  | { kind: 'rate'; level: number; comment: string };

export interface CaseCalls {
  /** The newest hundred, and of all others what came back; newest first. */
  watch: Watch<CaseSummary[]>;
  /** What is wished for of the thousands that there may be, as soon as it is found. */
  watchList: (
    wish: CaseListWish,
    callback: (list: CaseListView) => void,
  ) => Promise<StopWatching>;
  watchOne: (
    caseId: string,
    callback: (value: CaseView | null) => void,
  ) => Promise<StopWatching>;
  /**
   * One more operation on the case; durable when it resolves. `notAllowedNow`
   * by the transition table, this device's unsent work counted.
   */
  act(
    caseId: string,
    wish: CaseWish,
  ): Promise<Outcome<{ caseId: string; number: string; savedAt: string }>>;
  /** Its visit: all cases of that sitting, in their order; at least itself. */
  visit(caseId: string): Promise<Outcome<CaseView[]>>;
  /**
   * One of its sheets is about to be printed; durable when it resolves. What the
   * browser then cancels counts too, for it does not say so.
   */
  notePrint(caseId: string, sheet: CaseSheet): Promise<Outcome<PrintNoted>>;
}

export interface MaterialCalls {
  /** Decrypted bytes of one material of a draft or case. */
  read(sha256: string): Promise<Outcome<Blob>>;
}
