import { fieldText } from '../../text/fields.ts';
import { answerText } from './answer-text.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { normaliseProse } from './normalise.ts';
import { SingleLine } from './single-line.tsx';

/** From this share of the length on the count is shown; before, it would only be noise. */
const COUNT_FROM = 0.8;

function TextInput(props: FieldProps) {
  const text = answerText(props.value);
  return (
    <SingleLine
      {...props}
      text={text}
      toAnswer={(typed) => typed || undefined}
      normalise={normaliseProse}
      isNumber={false}
      warning={tooLong(text, props.field.maxLength)}
    />
  );
}

/** Chinese text has no maxLength (it would cut a word being composed): it is counted and said. */
export function tooLong(text: string, most: number | undefined) {
  const over = most === undefined ? 0 : Array.from(text).length - most;
  return over > 0 ? fieldText.tooLong(over) : undefined;
}

export function lengthReading(text: string, most: number | undefined) {
  const length = Array.from(text).length;
  return most !== undefined && length >= most * COUNT_FROM
    ? fieldText.length(length, most)
    : undefined;
}

export const textKind: FieldKind = {
  Input: TextInput,
  View: ({ value }) => <span>{answerText(value)}</span>,
  plainText: (value) => answerText(value),
};
