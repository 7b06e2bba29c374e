// The catalogue's conditions as a syntax tree: a subset of CEL, of which the catalogue
// itself lists helpers and examples (`expression` in data/matters.json). `at` = where in
// the text a part begins, of what has sides their (first) sign; in UTF-16 units from 0.
import type { HelperName } from './helpers.ts';

export type RelationSign = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

export type Expression =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'text'; value: string; at: number }
  | { kind: 'truth'; value: boolean; at: number }
  | { kind: 'name'; id: string; at: number }
  | { kind: 'list'; items: Expression[]; at: number }
  | Call
  | { kind: 'not'; operand: Expression; at: number }
  | Relation
  /** Two or more in a row are one node, so that a long rule is no deep one. */
  | { kind: 'and' | 'or'; operands: Expression[]; at: number };

export interface Call {
  kind: 'call';
  helper: HelperName;
  operands: Expression[];
  at: number;
}

export interface Relation {
  kind: 'relation';
  sign: RelationSign;
  left: Expression;
  right: Expression;
  at: number;
}

/**
 * How many brackets, lists, helpers and `!` may stand inside each other, so that
 * no rule can exhaust a program that follows it down. A rule people can read
 * needs two or three; eight is also what intake allows of an operation's JSON.
 */
export const MAX_DEPTH = 8;

/** What can be wrong with an expression, each at its place in the text. */
export type ExpressionIssueCode =
  /** Not of the grammar at all; also full-width brackets and signs. */
  | 'unexpectedCharacter'
  | 'unclosedText'
  /** More digits than a number keeps apart. */
  | 'numberTooLong'
  /** Of the grammar, but not here. */
  | 'unexpected'
  | 'unexpectedEnd'
  | 'tooDeep'
  | 'unknownHelper'
  /** No field of the form (or question of the bundle) is called so. */
  | 'unknownName'
  | 'unknownColumn'
  /** A helper is given too few things or too many. */
  | 'wrongCount'
  /** A helper is given another kind of thing than it asks for. */
  | 'wrongOperand'
  /** Two types that cannot be compared. */
  | 'mixedTypes'
  /** Only numbers and dates come before or after each other. */
  | 'notOrdered'
  | 'notAnOption'
  /** Compared with a date and not `YYYY-MM-DD`, or no such day. */
  | 'notADate'
  /** Neither true nor false where one of them is needed. */
  | 'notACondition'
  /** An address, a table or several choices are no single value. */
  | 'notAValue'
  /** A list anywhere else than right of `in`, or something else there. */
  | 'listBelongsToIn'
  /** What is shown depends on itself. */
  | 'circle';

export interface ExpressionIssue {
  code: ExpressionIssueCode;
  at: number;
  /** The offending word, or what was expected; for whoever mends the file. */
  detail?: string;
}

export type ExpressionReading =
  { ok: true; value: Expression } | { ok: false; issue: ExpressionIssue };
