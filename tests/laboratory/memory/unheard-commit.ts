/** What became of a commit of which the platform hears that its connection is lost. */
export const UNHEARD = ['committed', 'committedLate', 'rolledBack'] as const;
export type Unheard = (typeof UNHEARD)[number];

/** As postgres.js says it (its errors.js). */
export class CommitUnheard extends Error {
  readonly code = 'CONNECTION_CLOSED';
  readonly errno = 'CONNECTION_CLOSED';
  /** The engine is still at it, and keeps the transaction's locks until then. */
  readonly isUnderWay: boolean;

  constructor({ isUnderWay }: { isUnderWay: boolean }) {
    super('write CONNECTION_CLOSED memory:5432');
    this.isUnderWay = isUnderWay;
  }
}
