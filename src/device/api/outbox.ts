// What was signed and is not settled, and what a person does with refused work.
import type { Answers } from '../../domain/cases/answers.ts';
import type { WithdrawalReason } from '../../domain/cases/withdrawal-reason.ts';
import type { ErrorCode, Outcome } from '../../protocol/error-code.ts';
import type { Watch } from './watch.ts';

export type OutboxRow = {
  operationId: string;
  kind: string;
  caseId: string | null;
  number: string | null;
  matterShort: string | null;
  applicantName: string | null;
  madeAt: string;
  state: 'pending' | 'settled' | 'attention';
  result: 'applied' | 'held' | 'refused' | null;
  code: ErrorCode | null;
  paths: string[];
  /** The county's own words, where a person there decided; null while locked. */
  reason: string | null;
  materialsLeft: number;
  /** What can be done about a refused one; null: it is none. */
  remedy: 'edit' | 'sendAgain' | 'afterPrevious' | null;
  /** A person took the refused one back. */
  isTakenBack: boolean;
  /** When it left in a file; it waits on all the same. null: never. */
  exportedAt: string | null;
};

/** A case of which this device has lost photographs before they were sent. */
export type DamagedCase = Pick<
  OutboxRow,
  'number' | 'matterShort' | 'applicantName'
> & { caseId: string; pages: number };

/** Locked: counts stay, rows carry no name and no matter. */
export type OutboxView = {
  /** The oldest of them; `unsent.operations` counts all. */
  pending: OutboxRow[];
  attention: OutboxRow[];
  held: OutboxRow[];
  settled: OutboxRow[];
  damaged: DamagedCase[];
  /** Acts that wait for an unlocked clerk and become one operation then. */
  acts: number;
  /** Place in the chain of the last operation made here; 0: none. */
  lastSeq: number;
  unsent: {
    /** Of which an operation waits; the journal is of no case. */
    cases: number;
    operations: number;
    operationBytes: number;
    materials: number;
    materialBytes: number;
    oldestMadeAt: string | null;
    /** Since when each case waits that no file carries, oldest first; 1000 at most. */
    notExported: string[];
  };
};

/** What a refused step without a draft says in words, as it may be put right. */
export type StepWords =
  | { kind: 'withdraw'; reason: string }
  | { kind: 'confirmDelivery'; receivedBy: string }
  | { kind: 'updateContact'; answers: Answers }
  /** Told with level 0 and no comment: no clerk may read a rating. */
  | { kind: 'rate'; level: number; comment: string };

export interface OutboxCalls {
  watch: Watch<OutboxView>;
  /**
   * A draft with everything of a refused operation; handed in, it takes its
   * place: same case, number, query code and intake. Reuses one begun.
   */
  repair(operationId: string): Promise<Outcome<string>>;
  /** Of a refused step that no draft holds: what it said. `notAllowedNow`. */
  readStep(operationId: string): Promise<Outcome<StepWords>>;
  /**
   * Takes its place with other words; signatures and photographs stay with it.
   * `answersInvalid`, `reasonMissing`.
   */
  mendStep(operationId: string, words: StepWords): Promise<Outcome<null>>;
  /** The same content in a new envelope, at a new place. */
  sendAgain(operationId: string): Promise<Outcome<null>>;
  /**
   * Takes a refused operation back, with what builds on it: of a submit the
   * case is then withdrawn. The one way to remove unsent work. `words` are
   * shown with the case; the reason goes into the journal.
   */
  takeBack(
    operationId: string,
    why: { reason: WithdrawalReason; words: string },
  ): Promise<Outcome<null>>;
}
