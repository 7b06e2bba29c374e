/**
 * What can be wrong with an answer: THE table. `weight`: an `error` stops the
 * sending of a case, a `warning` asks the clerk to look again. `refuses`: the
 * platform refuses an operation that has it, for good; true only for what does
 * not fit the matter's fields at all (unknown id, wrong type or option, an
 * unconditionally required answer missing, a demo number outside a demo).
 * Everything else that reaches the platform is a finding for the reviewer: the
 * device already stopped it, and a newer or mended rule must not throw away a
 * resident's case.
 */
export const ANSWER_ISSUES = {
  required: { weight: 'error', refuses: true },
  /** Demanded by a condition, which a newer program may read otherwise. */
  requiredHere: { weight: 'error', refuses: false },
  /** An answer that a condition hides: kept in a draft, and not sent. */
  notAsked: { weight: 'warning', refuses: false },
  unknownField: { weight: 'error', refuses: true },
  wrongType: { weight: 'error', refuses: true },
  notAnOption: { weight: 'error', refuses: true },
  repeatedOption: { weight: 'error', refuses: false },
  /** An identity number, credit code or telephone of the demo. */
  demoNumber: { weight: 'error', refuses: true },
  /**
   * Only a warning: no bank issues cards that begin so, but an old passbook
   * may, and a resident's true account must not be refused for good.
   */
  demoAccount: { weight: 'warning', refuses: false },
  /** params: length, expected */
  idNumberLength: { weight: 'error', refuses: false },
  /** Something else than digits and a closing X. */
  idNumberShape: { weight: 'error', refuses: false },
  /** No province begins so. */
  idNumberRegion: { weight: 'error', refuses: false },
  /** params: year, month, day */
  idNumberDate: { weight: 'error', refuses: false },
  /** Born after the day of intake. */
  idNumberFuture: { weight: 'error', refuses: false },
  idNumberChecksum: { weight: 'error', refuses: false },
  /** params: length, expected */
  usccLength: { weight: 'error', refuses: false },
  usccShape: { weight: 'error', refuses: false },
  usccChecksum: { weight: 'error', refuses: false },
  phoneShape: { weight: 'error', refuses: false },
  /** params: length, min, max */
  cardLength: { weight: 'error', refuses: false },
  cardShape: { weight: 'error', refuses: false },
  cardLuhn: { weight: 'warning', refuses: false },
  /** Not to be read as a date at all. */
  dateShape: { weight: 'error', refuses: true },
  /** params: year, month, day; the calendar has no such day. */
  dateImpossible: { weight: 'error', refuses: true },
  numberShape: { weight: 'error', refuses: true },
  /** params: min, max (each if there is one) */
  outOfRange: { weight: 'error', refuses: false },
  /** params: step */
  notAStep: { weight: 'error', refuses: false },
  /** params: max */
  tooManyDecimals: { weight: 'error', refuses: false },
  /** params: length, max, both in characters */
  tooLong: { weight: 'error', refuses: false },
  /** params: min */
  tooFewRows: { weight: 'error', refuses: false },
  /** params: max */
  tooManyRows: { weight: 'error', refuses: false },
  /** A township without a village, or nothing that says where. */
  addressIncomplete: { weight: 'error', refuses: false },
  villageNotInTownship: { weight: 'error', refuses: false },
} as const satisfies Record<
  string,
  { weight: 'error' | 'warning'; refuses: boolean }
>;

export type AnswerIssueCode = keyof typeof ANSWER_ISSUES;

/** Values for the sentence of a code; never the answer itself. */
export type IssueParams = Record<string, number>;

export interface AnswerIssue {
  /** Field id; in a table `members.0.idNo`, row counted from 0. */
  path: string;
  code: AnswerIssueCode;
  params?: IssueParams;
}

/** Id of the field that a path is about: `members.0.idNo` is of `members`. */
export const fieldOf = (path: string): string => path.split('.')[0] ?? path;

/** What a check of one value says; the value comes back in normal form. */
export type CheckResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: AnswerIssueCode; params?: IssueParams };

/** True when a case with this issue cannot be sent. */
export function isBlocking({ code }: Pick<AnswerIssue, 'code'>): boolean {
  return ANSWER_ISSUES[code].weight === 'error';
}

/** True when the platform refuses an operation that has this issue. */
export function isRefusal({ code }: Pick<AnswerIssue, 'code'>): boolean {
  return ANSWER_ISSUES[code].refuses;
}
