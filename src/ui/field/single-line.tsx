import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { answerIssueSentence } from '../../text/errors.ts';
import { FieldFrame, hasHint } from './field-frame.tsx';
import { describedBy, inputId } from './field-id.ts';
import type { FieldIssue, FieldProps } from './field-props.ts';
import { useTypedText } from './use-typed-text.ts';

type SingleLineProps = FieldProps & {
  /** The answer as text, and text as answer. */
  text: string;
  toAnswer: (text: string) => FieldProps['value'];
  normalise: (typed: string) => string;
  /** Numbers have their paste put in order; prose has not. */
  isNumber: boolean;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  /** Judged on leaving: only what can be put right on the spot. */
  check?: (text: string) => FieldIssue | undefined;
  reading?: string | undefined;
  warning?: string | undefined;
  kindHint?: string | undefined;
  isShort?: boolean;
  /** Beside the input: a unit, or buttons. */
  beside?: ComponentChildren;
};

/**
 * One line of text or digits. Always type=text: type=number drops leading zeros, turns long
 * numbers, and changes under a mouse wheel. Data of residents is not offered to autocomplete.
 */
export function SingleLine(props: SingleLineProps) {
  const { field, issue, reading, warning, kindHint } = props;
  const { ownIssue, judge } = useLeavingCheck(props.check);
  const typed = useTypedText<HTMLInputElement>({
    text: props.text,
    normalise: props.normalise,
    normalisePaste: props.isNumber,
    onText: (text) => props.onChange(props.toAnswer(text)),
    onLeave: judge,
  });
  const shown = issue ?? ownIssue(props.text);
  const error = shown && answerIssueSentence(shown, field);
  return (
    <FieldFrame {...{ field, error, warning, reading, kindHint }}>
      <div class="input-row">
        <input
          ref={typed.element}
          id={inputId(field.id)}
          class={props.isShort ? 'input input-short' : 'input'}
          type="text"
          inputMode={props.inputMode ?? 'text'}
          autocomplete="off"
          spellcheck={false}
          defaultValue={typed.defaultText}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(field.id, {
            hint: hasHint(props),
            error: error !== undefined,
            reading: reading !== undefined,
          })}
          {...typed.handlers}
        />
        {props.beside}
      </div>
    </FieldFrame>
  );
}

/**
 * A check made when the field is left and forgotten when its text changes: nobody is told off while
 * typing. An empty field is never wrong here; whether it may be empty is judged with the whole form.
 */
export function useLeavingCheck(
  check: ((text: string) => FieldIssue | undefined) | undefined,
) {
  const [left, setLeft] = useState<{ text: string; issue: FieldIssue }>();
  return {
    ownIssue: (text: string) => (left?.text === text ? left.issue : undefined),
    judge: (text: string) => {
      const issue = text === '' ? undefined : check?.(text);
      setLeft(issue && { text, issue });
    },
  };
}
