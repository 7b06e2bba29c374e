// From a comparison in a check to the fact that decides it.
import type { Field } from '../catalogue/form-schema.ts';
import type {
  Call,
  Expression,
  Relation,
} from '../rules/expressions/expression.ts';
import { NO, YES, type Fact } from './fact.ts';

/** A fact with the answers under which the comparison holds. */
export type Atom = { fact: Fact; holds: (answer: string) => boolean };

/** With more options than this, only those that the check names are asked for. */
const MOST_OPTIONS = 3;

/**
 * The fact a comparison turns on; null: it is nothing to ask a person (two
 * entries of the form compared with each other, or whether one is filled in).
 */
export function factIn(
  relation: Relation,
  fields: readonly Field[],
): Atom | null {
  const { left } = relation;
  const fieldOf = (expression: Expression | undefined) =>
    expression?.kind === 'name'
      ? fields.find(({ id }) => id === expression.id)
      : undefined;
  if (left.kind === 'call') {
    const field = fieldOf(left.operands[0]);
    return field === undefined ? null : inCall(left, relation, field);
  }
  const field = fieldOf(left);
  if (field === undefined || field.multiple === true) return null;
  if (field.options !== undefined) return inChoice(relation, field);
  return field.type === 'date'
    ? inDay(relation, field, 'dayBefore')
    : inAmount(relation, field);
}

function inChoice({ sign, right }: Relation, field: Field): Atom | null {
  const named = textsIn(right);
  if (named === null || (sign !== '==' && sign !== '!=' && sign !== 'in'))
    return null;
  const isNegated = sign === '!=';
  if ((field.options?.length ?? 0) <= MOST_OPTIONS)
    return {
      fact: { is: 'choice', field },
      holds: (option) => named.includes(option) !== isNegated,
    };
  return yesOrNo({ is: 'oneOf', field, options: named }, isNegated);
}

function textsIn(expression: Expression): string[] | null {
  if (expression.kind === 'text') return [expression.value];
  if (expression.kind !== 'list') return null;
  return expression.items.flatMap((item) =>
    item.kind === 'text' ? [item.value] : [],
  );
}

function inCall(call: Call, relation: Relation, field: Field): Atom | null {
  const amount = amountIn(relation);
  switch (call.helper) {
    case 'birth':
      return inDay(relation, field, 'bornBefore');
    case 'age':
      return amount === null ? null : inAge(relation, field, amount);
    case 'monthsUntilAge': {
      const years = call.operands[1];
      if (amount === null || years?.kind !== 'number') return null;
      const fact = { field, years: years.value, months: amount };
      if (relation.sign === '<=') return yesOrNo({ is: 'ageSoon', ...fact });
      return relation.sign === '>'
        ? yesOrNo({ is: 'ageSoon', ...fact }, true)
        : null;
    }
    case 'daysSince':
    case 'workdaysSince': {
      // Whether a day lies in the future is the form's own question.
      if (amount === null || amount < 1) return null;
      const unit = call.helper === 'daysSince' ? 'day' : 'workday';
      const fact = { is: 'daysPassed', field, days: amount, unit } as const;
      if (relation.sign === '>') return yesOrNo(fact);
      return relation.sign === '<=' ? yesOrNo(fact, true) : null;
    }
    case 'sex':
    case 'size':
    case 'anyRow':
    case 'present':
    default:
      return null;
  }
}

function inAge({ sign }: Relation, field: Field, years: number): Atom | null {
  switch (sign) {
    case '>=':
      return yesOrNo({ is: 'age', field, years });
    case '<':
      return yesOrNo({ is: 'age', field, years }, true);
    case '>':
      return yesOrNo({ is: 'age', field, years: years + 1 });
    case '<=':
      return yesOrNo({ is: 'age', field, years: years + 1 }, true);
    case '==':
    case '!=':
    case 'in':
    default:
      return null;
  }
}

function inAmount(relation: Relation, field: Field): Atom | null {
  const amount = amountIn(relation);
  if (amount === null) return null;
  switch (relation.sign) {
    case '>=':
      return yesOrNo({ is: 'atLeast', field, amount });
    case '<':
      return yesOrNo({ is: 'atLeast', field, amount }, true);
    case '>':
      return yesOrNo({ is: 'moreThan', field, amount });
    case '<=':
      return yesOrNo({ is: 'moreThan', field, amount }, true);
    case '==':
    case '!=':
    case 'in':
    default:
      return null;
  }
}

function inDay(
  { sign, right }: Relation,
  field: Field,
  is: 'dayBefore' | 'bornBefore',
): Atom | null {
  if (right.kind !== 'text') return null;
  if (sign === '<') return yesOrNo({ is, field, day: right.value });
  return sign === '>=' ? yesOrNo({ is, field, day: right.value }, true) : null;
}

const amountIn = ({ right }: Relation): number | null =>
  right.kind === 'number' ? right.value : null;

const yesOrNo = (fact: Fact, isNegated = false): Atom => ({
  fact,
  holds: (answer) => answer === (isNegated ? NO : YES),
});
