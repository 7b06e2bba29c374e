// One value against one field or column: types, options, ranges and numbers
// with a check of their own. What the codes mean is in answer-issue.ts.
import { LONGEST_CELL, LONGEST_TEXT } from '../cases/answers.ts';
import type { Column, Field } from '../catalogue/form-schema.ts';
import { parseIsoDate } from '../calendar/civil-date.ts';
import { unreachable } from '../unreachable.ts';
import type {
  AnswerIssue,
  AnswerIssueCode,
  CheckResult,
  IssueParams,
} from './answer-issue.ts';
import { checkAddress } from './check-address.ts';
import { checkBankCard } from './checks/bank-card.ts';
import { checkIdNumber } from './checks/id-number.ts';
import { checkPhone } from './checks/phone.ts';
import { checkUscc } from './checks/uscc.ts';
import { readDate } from './dates.ts';

export interface CheckContext {
  /** Day of intake in China, `YYYY-MM-DD`; absent = do not compare with it. */
  today?: string;
  /** True = this is the demo, where made-up numbers are welcome. */
  demo: boolean;
}

/** A field without the tables, whose cells are checked one by one. */
type Input = Field | Column;

type Says = (code: AnswerIssueCode, params?: IssueParams) => AnswerIssue[];

/** Issues of a value that is there. `path` goes into them unchanged. */
export function checkValue(
  input: Input,
  value: unknown,
  { path, context }: { path: string; context: CheckContext },
): AnswerIssue[] {
  const says: Says = (code, params) => [
    params === undefined ? { path, code } : { path, code, params },
  ];
  switch (input.type) {
    case 'text':
    case 'textarea':
      return typeof value === 'string'
        ? checkText(input, value, {
            says,
            context,
            longest: path.includes('.') ? LONGEST_CELL : LONGEST_TEXT,
          })
        : says('wrongType');
    case 'idcard':
      return typeof value === 'string'
        ? checkNumbered(checkIdNumber(value, context.today), says, context)
        : says('wrongType');
    case 'phone':
      return typeof value === 'string'
        ? checkNumbered(checkPhone(value), says, context)
        : says('wrongType');
    case 'bankcard':
      return typeof value === 'string'
        ? checkAccount(value, says, context)
        : says('wrongType');
    case 'date':
      return typeof value === 'string'
        ? checkDate(value, says)
        : says('wrongType');
    case 'select':
      return checkChoice(input, value, says);
    case 'number':
    case 'money':
    case 'area':
      return checkNumber(input, value, says);
    case 'address':
      return checkAddress(value).flatMap(({ code, params }) =>
        says(code, params),
      );
    case 'table':
    case 'household-member-table':
      return Array.isArray(value) ? [] : says('wrongType');
    default:
      return unreachable(input);
  }
}

function checkText(
  input: Input,
  value: string,
  {
    says,
    context,
    longest,
  }: {
    says: Says;
    context: CheckContext;
    /** What can be sent at all, whatever the field allows. */
    longest: number;
  },
): AnswerIssue[] {
  // Characters as people count them, not UTF-16 units: rare names use both.
  const length = Array.from(value).length;
  if (input.maxLength !== undefined && length > input.maxLength) {
    return says('tooLong', { length, max: input.maxLength });
  }
  if (value.length > longest) {
    return says('tooLong', { length: value.length, max: longest });
  }
  const check = input.validator && VALIDATORS.get(input.validator);
  return check ? checkNumbered(check(value), says, context) : [];
}

/**
 * What a field's `validator` stands for. One that this program does not know
 * (of a newer catalogue) finds nothing.
 */
const VALIDATORS = new Map<string, (value: string) => NumberCheck>([
  ['uscc', checkUscc],
]);

type NumberCheck = CheckResult<{ isDemo: boolean }>;

function checkNumbered(
  result: NumberCheck,
  says: Says,
  context: CheckContext,
): AnswerIssue[] {
  if (!result.ok) return says(result.code, result.params);
  return result.value.isDemo && !context.demo ? says('demoNumber') : [];
}

function checkAccount(
  value: string,
  says: Says,
  context: CheckContext,
): AnswerIssue[] {
  const result = checkBankCard(value);
  if (!result.ok) return says(result.code, result.params);
  if (result.value.isDemo && !context.demo) return says('demoAccount');
  return result.value.fitsLuhn ? [] : says('cardLuhn');
}

/** Stored dates are ISO; what is still as typed is told apart by its flaw. */
function checkDate(value: string, says: Says): AnswerIssue[] {
  if (parseIsoDate(value) !== undefined) return [];
  const read = readDate(value);
  return read.ok ? says('dateShape') : says(read.code, read.params);
}

function checkChoice(input: Input, value: unknown, says: Says): AnswerIssue[] {
  const options = input.options ?? [];
  if (!('multiple' in input && input.multiple)) {
    if (typeof value !== 'string') return says('wrongType');
    return options.includes(value) ? [] : says('notAnOption');
  }
  if (!Array.isArray(value)) return says('wrongType');
  const chosen: unknown[] = value;
  const unknown = chosen.some(
    (each) => typeof each !== 'string' || !options.includes(each),
  );
  if (unknown) return says('notAnOption');
  const repeated = new Set(chosen).size !== chosen.length;
  return repeated ? says('repeatedOption') : [];
}

function checkNumber(input: Input, value: unknown, says: Says): AnswerIssue[] {
  if (typeof value === 'string') return says('numberShape');
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return says('wrongType');
  }
  const { min, max, step } = input;
  if (value < (min ?? -Infinity) || value > (max ?? Infinity)) {
    return says('outOfRange', {
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    });
  }
  if (input.type === 'money' && !isMultiple(value, 0.01)) {
    return says('tooManyDecimals', { max: 2 });
  }
  if (step !== undefined && !isMultiple(value - (min ?? 0), step)) {
    return says('notAStep', { step });
  }
  return [];
}

/** Tolerates what binary fractions do to 0.1. */
function isMultiple(value: number, step: number): boolean {
  const steps = value / step;
  const slack = 1e-9 * Math.max(1, Math.abs(steps));
  return Math.abs(steps - Math.round(steps)) <= slack;
}
