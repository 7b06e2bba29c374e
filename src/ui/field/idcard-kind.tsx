import { useRef, useState } from 'preact/hooks';
import type { Answer } from '../../domain/cases/answers.ts';
import {
  checkIdNumber,
  normaliseIdNumber,
} from '../../domain/rules/checks/id-number.ts';
import { maskIdNumber } from '../../text/common.ts';
import { answerIssueSentence } from '../../text/errors.ts';
import { fieldText, groupIdNumber } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { answerText } from './answer-text.ts';
import { describedBy, inputId } from './field-id.ts';
import { FieldFrame, hasHint } from './field-frame.tsx';
import type { FieldKind, FieldProps } from './field-props.ts';
import { prefersPad, rememberPad } from './id-pad-choice.ts';
import { IdPad } from './id-pad.tsx';
import { judged } from './judged.ts';
import { MaskedNumber } from './masked-number.tsx';
import { useLeavingCheck } from './single-line.tsx';
import { insertText, useTypedText } from './use-typed-text.ts';

/**
 * An identity number with its own keys, for the number keyboards of telephones lack the X. The
 * system's keyboard stays away (inputmode=none) only while the pad is open.
 */
function IdcardInput(props: FieldProps) {
  const { field, issue, today } = props;
  const text = answerText(props.value);
  const [isPadOpen, setPadOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { ownIssue, judge } = useLeavingCheck((typed) =>
    judged(checkIdNumber(typed, today)),
  );
  const typed = useTypedText<HTMLInputElement>({
    text,
    normalise: normaliseIdNumber,
    normalisePaste: true,
    onText: (next) => props.onChange(next || undefined),
    onLeave: judge,
  });
  const shown = issue ?? ownIssue(text);
  const error = shown && answerIssueSentence(shown, field);
  const { reading, warning } = readBack(text, today);

  const input = () => typed.element.current;
  const switchKeyboard = (toPad: boolean) => {
    rememberPad(toPad);
    setPadOpen(toPad);
    // A keyboard already shown looks at inputmode again only when focus comes anew.
    input()?.blur();
    requestAnimationFrame(() => input()?.focus());
  };
  return (
    <FieldFrame {...{ field, error, reading, warning }}>
      <div
        class="stack-tight"
        ref={frame}
        onFocusOut={(event) => {
          const next = event.relatedTarget;
          if (!(next instanceof Node) || !frame.current?.contains(next)) {
            setPadOpen(false);
          }
        }}
      >
        <input
          ref={typed.element}
          id={inputId(field.id)}
          class="input"
          type="text"
          inputMode={isPadOpen ? 'none' : 'text'}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          defaultValue={typed.defaultText}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(field.id, {
            hint: hasHint(props),
            error: error !== undefined,
            reading: reading !== undefined,
          })}
          onFocus={() => setPadOpen(prefersPad())}
          {...typed.handlers}
        />
        {isPadOpen ? (
          <IdPad
            onKey={(key) => {
              const element = input();
              if (element === null) return;
              insertText(element, key);
              typed.emit();
            }}
            onDelete={() => {
              const element = input();
              if (element === null) return;
              deleteBefore(element);
              typed.emit();
            }}
            onSystemKeyboard={() => switchKeyboard(false)}
          />
        ) : (
          <span>
            <Button kind="plain" onPress={() => switchKeyboard(true)}>
              {fieldText.useOwnKeyboard}
            </Button>
          </span>
        )}
      </div>
    </FieldFrame>
  );
}

/** Takes away what is selected, or the character before the caret. */
function deleteBefore(input: HTMLInputElement) {
  const end = input.selectionEnd ?? input.value.length;
  const start = input.selectionStart ?? end;
  input.setRangeText(
    '',
    start === end ? Math.max(0, start - 1) : start,
    end,
    'end',
  );
}

/** The number grouped; sex and age once it is whole and right. Birth and sex are its holder's. */
function readBack(text: string, today: string) {
  if (text === '') return { reading: undefined, warning: undefined };
  const checked = checkIdNumber(text, today);
  if (!checked.ok) {
    return { reading: groupIdNumber(text), warning: undefined };
  }
  return {
    reading: plainText(text, today),
    warning: checked.value.isDemo ? fieldText.demoNumber : undefined,
  };
}

function plainText(value: Answer, today?: string): string {
  const text = answerText(value);
  const checked = checkIdNumber(text);
  const parts = [groupIdNumber(text)];
  if (checked.ok) {
    const { sex, birthDate } = checked.value;
    parts.push(sex === 'male' ? fieldText.male : fieldText.female);
    if (today !== undefined) parts.push(fieldText.years(age(birthDate, today)));
  }
  return parts.join(' · ');
}

/** Whole years between two days YYYY-MM-DD: the text after the year tells whether it is completed. */
function age(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export const idcardKind: FieldKind = {
  Input: IdcardInput,
  View: ({ value, field, today }) => (
    <MaskedNumber
      masked={maskIdNumber(answerText(value))}
      whole={plainText(value, today)}
      label={field.label}
    />
  ),
  plainText: (value) => groupIdNumber(answerText(value)),
};
