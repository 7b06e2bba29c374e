import { answerIssueSentence } from '../../text/errors.ts';
import { answerText } from './answer-text.ts';
import { FieldFrame, hasHint } from './field-frame.tsx';
import { describedBy, inputId } from './field-id.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { normaliseProse } from './normalise.ts';
import { lengthReading, tooLong } from './text-kind.tsx';
import { useTypedText } from './use-typed-text.ts';

function TextareaInput(props: FieldProps) {
  const { field, issue } = props;
  const text = answerText(props.value);
  const typed = useTypedText<HTMLTextAreaElement>({
    text,
    normalise: normaliseProse,
    normalisePaste: false,
    onText: (next) => props.onChange(next || undefined),
  });
  const error = issue && answerIssueSentence(issue, field);
  const warning = tooLong(text, field.maxLength);
  const reading =
    warning === undefined ? lengthReading(text, field.maxLength) : undefined;
  return (
    <FieldFrame {...{ field, error, warning, reading }}>
      <textarea
        ref={typed.element}
        id={inputId(field.id)}
        class="input"
        rows={3}
        autocomplete="off"
        defaultValue={typed.defaultText}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(field.id, {
          hint: hasHint(props),
          error: error !== undefined,
          reading: reading !== undefined,
        })}
        {...typed.handlers}
      />
    </FieldFrame>
  );
}

export const textareaKind: FieldKind = {
  Input: TextareaInput,
  View: ({ value }) => <span class="keep-lines">{answerText(value)}</span>,
  plainText: (value) => answerText(value),
};
