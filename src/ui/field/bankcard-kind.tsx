import type { Answer } from '../../domain/cases/answers.ts';
import {
  checkBankCard,
  normaliseBankCard,
} from '../../domain/rules/checks/bank-card.ts';
import { groupFours } from '../../text/common.ts';
import { fieldText } from '../../text/fields.ts';
import { answerText } from './answer-text.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { judged } from './judged.ts';
import { SingleLine } from './single-line.tsx';

function BankcardInput(props: FieldProps) {
  const text = answerText(props.value);
  return (
    <SingleLine
      {...props}
      text={text}
      toAnswer={(typed) => typed || undefined}
      normalise={normaliseBankCard}
      isNumber
      inputMode="numeric"
      check={(typed) => judged(checkBankCard(typed))}
      reading={text === '' ? undefined : groupFours(text)}
      warning={advice(text)}
    />
  );
}

/** Advice only: passbooks and some accounts end as they like. */
function advice(text: string): string | undefined {
  const card = checkBankCard(text);
  if (!card.ok) return undefined;
  if (card.value.isDemo) return fieldText.demoNumber;
  return card.value.fitsLuhn ? undefined : fieldText.cardMismatch;
}

const plainText = (value: Answer) => groupFours(answerText(value));

/** Whole wherever it is shown: the account is what must be compared. */
export const bankcardKind: FieldKind = {
  Input: BankcardInput,
  View: ({ value }) => <span>{plainText(value)}</span>,
  plainText,
};
