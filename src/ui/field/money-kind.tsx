import type { Answer } from '../../domain/cases/answers.ts';
import { fieldText, moneyInCapitals, readMoney } from '../../text/fields.ts';
import { answerText } from './answer-text.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { normaliseDecimal } from './normalise.ts';
import { checkNumber, toNumberAnswer } from './number-kind.tsx';
import { SingleLine } from './single-line.tsx';

function MoneyInput(props: FieldProps) {
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
      reading={
        typeof props.value === 'number' ? plainText(props.value) : undefined
      }
      beside={<span class="input-unit">{fieldText.yuan}</span>}
    />
  );
}

/** The amount grouped, and in capitals: a slipped digit is heard when it is read out. */
function plainText(value: Answer): string {
  if (typeof value !== 'number') return answerText(value);
  const capitals = moneyInCapitals(value);
  const figures = readMoney(value);
  return capitals === undefined ? figures : `${figures} · ${capitals}`;
}

export const moneyKind: FieldKind = {
  Input: MoneyInput,
  View: ({ value }) => <span>{plainText(value)}</span>,
  plainText,
};
