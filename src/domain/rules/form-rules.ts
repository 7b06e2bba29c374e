import type { EligibilityCheck, Field } from '../catalogue/form-schema.ts';
import { evaluate } from './expressions/evaluate.ts';
import type { Facts } from './expressions/facts.ts';
import { namesIn } from './expressions/names-in.ts';
import { parseExpression } from './expressions/parse-expression.ts';
import type { Truth } from './expressions/truth.ts';
import { visibilityOrder } from './visibility-order.ts';

/** A paper as far as the rules need it, of a matter or an applicant form. */
export interface ConditionalPaper {
  required: boolean;
  requiredIf?: string;
}

/** A matter; or an applicant form, with its `checks` under this name. */
export interface FormWithRules<Paper extends ConditionalPaper> {
  fields: readonly Field[];
  materials: readonly Paper[];
  eligibilityChecks: readonly EligibilityCheck[];
  /** Of a bundle: what is answered beside its fields, for parts that are left out. */
  hasBeside?: boolean;
}

type Condition = (facts: Facts) => boolean;

/** A form's conditions, ready to be asked at every change of an answer. */
export interface FormRules<Paper extends ConditionalPaper> {
  /** In the order in which visibility settles. */
  visibility: { id: string; isShown: Condition }[];
  /** The rest in the catalogue's order. */
  fields: { id: string; isRequired: Condition }[];
  papers: { paper: Paper; isAsked: Condition }[];
  checks: CheckRule[];
}

/**
 * A check and the fields it looks at: that nothing is known is one thing while they
 * are empty, another when all of them are answered.
 */
export interface CheckRule {
  check: EligibilityCheck;
  decide: (facts: Facts) => Truth;
  /** Ids of the fields it looks at. */
  asks: readonly string[];
}

/**
 * Reads a form's conditions, once. Nothing is refused here, that is done before a
 * catalogue is published: a condition that this program cannot read (one of a
 * newer catalogue) is unknown, and unknown counts as not true.
 */
export function readRules<Paper extends ConditionalPaper>(
  form: FormWithRules<Paper>,
): FormRules<Paper> {
  const isShown = new Map(
    form.fields.map(({ id, visibleIf }) => [
      id,
      readCondition(visibleIf, true),
    ]),
  );
  return {
    visibility: visibilityOrder(form.fields).order.map((id) => ({
      id,
      isShown: isShown.get(id) ?? never,
    })),
    fields: form.fields.map(({ id, required, requiredIf }) => ({
      id,
      isRequired: required ? always : readCondition(requiredIf, false),
    })),
    papers: form.materials.map((paper) => ({
      paper,
      isAsked: paper.required ? always : readCondition(paper.requiredIf, false),
    })),
    checks: form.eligibilityChecks.map(readCheck),
  };
}

const always: Condition = () => true;
const never: Condition = () => false;

function readCheck(check: EligibilityCheck): CheckRule {
  const reading = parseExpression(check.expr);
  if (!reading.ok) return { check, decide: () => null, asks: [] };
  const { value } = reading;
  return {
    check,
    decide: (facts) => evaluate(value, facts),
    asks: [...namesIn(value).keys()],
  };
}

/** `absent`: what holds when there is no condition. */
export function readCondition(
  text: string | undefined,
  absent: boolean,
): Condition {
  if (text === undefined) return absent ? always : never;
  const reading = parseExpression(text);
  if (!reading.ok) return never;
  return (facts) => evaluate(reading.value, facts) === true;
}
