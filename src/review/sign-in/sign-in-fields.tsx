// What a person shows that it is he: the same when he signs in and when he is asked
// again.
import { useEffect, useRef } from 'preact/hooks';
import { signInText } from '../../text/review.ts';

type FieldProps = {
  id: string;
  value: string;
  /** Of the sentence that says what is wrong; absent: nothing is. */
  errorId: string | undefined;
  onChange: (value: string) => void;
};

export function PasswordField({ id, value, errorId, onChange }: FieldProps) {
  return (
    <>
      <label for={id}>{signInText.password}</label>
      <input
        id={id}
        class="console-input"
        type="password"
        autocomplete="current-password"
        value={value}
        aria-describedby={errorId}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}

/** Of an authenticator app; takes the focus, since it comes when it is asked for. */
export function CodeField({ id, value, errorId, onChange }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <>
      <label for={id}>{signInText.code}</label>
      <p class="hint" id={`${id}-hint`}>
        {signInText.codeHint}
      </p>
      <input
        id={id}
        ref={input}
        class="console-input"
        type="text"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={10}
        value={value}
        aria-describedby={`${id}-hint ${errorId ?? ''}`.trim()}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
