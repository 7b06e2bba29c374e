import type { Answer } from '../../domain/cases/answers.ts';
import { checkPhone, normalisePhone } from '../../domain/rules/checks/phone.ts';
import { maskPhone } from '../../text/common.ts';
import { groupPhone } from '../../text/fields.ts';
import { answerText } from './answer-text.ts';
import { judged } from './judged.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { MaskedNumber } from './masked-number.tsx';
import { SingleLine } from './single-line.tsx';

function PhoneInput(props: FieldProps) {
  const text = answerText(props.value);
  return (
    <SingleLine
      {...props}
      text={text}
      toAnswer={(typed) => typed || undefined}
      normalise={normalisePhone}
      isNumber
      inputMode="tel"
      check={(typed) => judged(checkPhone(typed))}
      reading={text === '' ? undefined : groupPhone(text)}
    />
  );
}

const plainText = (value: Answer) => groupPhone(answerText(value));

export const phoneKind: FieldKind = {
  Input: PhoneInput,
  View: ({ value, field }) => (
    <MaskedNumber
      masked={maskPhone(answerText(value))}
      whole={plainText(value)}
      label={field.label}
    />
  ),
  plainText,
};
