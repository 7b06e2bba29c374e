import type { ComponentType } from 'preact';
import type { Answer } from '../../domain/cases/answers.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import type { AnswerIssue } from '../../domain/rules/answer-issue.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';

export type Regions = Pick<Catalogue['regions'], 'townships' | 'villages'>;

/** What is wrong with an answer: a code of the domain, worded by text/errors.ts. */
export type FieldIssue = Pick<AnswerIssue, 'code' | 'params'>;

export type FieldProps = {
  field: Field;
  /** Undefined = not answered. */
  value: Answer | undefined;
  /** Called with every change, once composing is over; the page debounces its saving. */
  onChange: (value: Answer | undefined) => void;
  issue?: FieldIssue | undefined;
  /** In a table: what is wrong inside its rows, as they were when it was opened. */
  cellIssues?: readonly AnswerIssue[];
  regions: Regions;
  /** The county's day, YYYY-MM-DD. */
  today: string;
  /** 12-digit code of the station's village; null at a hall. */
  ownVillage: string | null;
};

export type FieldViewProps = {
  field: Field;
  value: Answer;
  today: string;
};

/**
 * A kind of field, defined once: how it is asked, how it is shown, and its plain text for print
 * and for reading aloud, so that form, check page, review and paper agree.
 */
export type FieldKind = {
  Input: ComponentType<FieldProps>;
  View: ComponentType<FieldViewProps>;
  plainText: (value: Answer, field: Field) => string;
};
