import type { Answer } from '../../domain/cases/answers.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { readNumber } from '../../domain/rules/numbers.ts';
import { readQuantity } from '../../text/fields.ts';
import { answerText } from './answer-text.ts';
import type { FieldIssue, FieldKind, FieldProps } from './field-props.ts';
import { normaliseDecimal } from './normalise.ts';
import { SingleLine } from './single-line.tsx';

/**
 * Typed digits as an answer: a number when they are one, else the text itself, so that a draft
 * keeps what was typed and the check page can point at it.
 */
export function toNumberAnswer(text: string): Answer | undefined {
  if (text === '') return undefined;
  const read = readNumber(text);
  return read.ok ? read.value : text;
}

/** On leaving: only that it is a number. Ranges are judged with the whole form. */
export function checkNumber(text: string): FieldIssue | undefined {
  const read = readNumber(text);
  return read.ok ? undefined : { code: read.code };
}

function NumberInput(props: FieldProps) {
  const { field } = props;
  return (
    <SingleLine
      {...props}
      text={answerText(props.value)}
      toAnswer={toNumberAnswer}
      normalise={normaliseDecimal}
      isNumber
      isShort
      check={checkNumber}
      inputMode="decimal"
      beside={
        field.unit !== undefined && <span class="input-unit">{field.unit}</span>
      }
    />
  );
}

const plainText = (value: Answer, field: Field) =>
  typeof value === 'number'
    ? readQuantity(value, field.unit)
    : answerText(value);

/** Numbers and areas: an area is a number with its unit outside the input. */
export const numberKind: FieldKind = {
  Input: NumberInput,
  View: ({ value, field }) => (
    <span class="nowrap">{plainText(value, field)}</span>
  ),
  plainText,
};
