import type { Field } from '../catalogue/form-schema.ts';

/**
 * One plain thing that a check turns on, as a person can be asked it before any
 * form is opened. `choice` is answered with one of the field's options, all
 * others with yes or no.
 */
export type Fact =
  | { is: 'choice'; field: Field }
  | { is: 'oneOf'; field: Field; options: readonly string[] }
  /** Has reached so many years. */
  | { is: 'age'; field: Field; years: number }
  /** Has reached them, or will in at most so many months. */
  | { is: 'ageSoon'; field: Field; years: number; months: number }
  | { is: 'bornBefore'; field: Field; day: string }
  | { is: 'dayBefore'; field: Field; day: string }
  /** More than so many days ago. */
  | { is: 'daysPassed'; field: Field; days: number; unit: 'day' | 'workday' }
  | { is: 'atLeast'; field: Field; amount: number }
  | { is: 'moreThan'; field: Field; amount: number };

export const YES = 'yes';
export const NO = 'no';

/** Of what is asked with yes or no. */
export type YesOrNo = typeof YES | typeof NO;
