import { useEffect, useRef, useState } from 'preact/hooks';
import { signInText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { enter, useReview } from '../review-context.ts';
import './sign-in.css';

/**
 * Account and password; the same on the first page and over an open case. The code
 * of an authenticator app is asked for once the password is right.
 */
export function SignInForm({ confirmLabel }: { confirmLabel: string }) {
  const review = useReview();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  /** Null: it is not asked for. */
  const [code, setCode] = useState<string | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const codeInput = useRef<HTMLInputElement>(null);
  const asksCode = code !== null;
  useEffect(() => {
    if (asksCode) codeInput.current?.focus();
  }, [asksCode]);

  const signIn = async () => {
    const missing = whatIsMissing({ login, password, code });
    setSentence(missing);
    if (missing !== null) return;
    setBusy(true);
    const answer = await review.client.signIn(
      login.trim(),
      password,
      code?.trim(),
    );
    setBusy(false);
    if (answer.ok) enter(review, answer.value);
    else if (answer.code === 'codeNeeded') setCode('');
    // An account that does not exist is answered like a wrong password.
    else if (answer.code === 'unauthorized') setSentence(signInText.wrong);
    else if (answer.code === 'signInFailed' && asksCode)
      setSentence(signInText.wrongWithCode);
    else setSentence(failureSentence(answer));
  };
  const described = sentence === null ? undefined : 'sign-in-error';
  return (
    <form
      class="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      {sentence !== null && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p id="sign-in-error">{sentence}</p>
        </Notice>
      )}
      <label for="sign-in-login">{signInText.login}</label>
      <input
        id="sign-in-login"
        class="console-input"
        type="text"
        autocomplete="username"
        value={login}
        aria-describedby={described}
        onInput={(event) => {
          setLogin(event.currentTarget.value);
          // Another account may have none.
          setCode(null);
        }}
      />
      <label for="sign-in-password">{signInText.password}</label>
      <input
        id="sign-in-password"
        class="console-input"
        type="password"
        autocomplete="current-password"
        value={password}
        aria-describedby={described}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      {code !== null && (
        <>
          <label for="sign-in-code">{signInText.code}</label>
          <p class="hint" id="sign-in-code-hint">
            {signInText.codeHint}
          </p>
          <input
            id="sign-in-code"
            ref={codeInput}
            class="console-input"
            type="text"
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={10}
            value={code}
            aria-describedby={`sign-in-code-hint ${described ?? ''}`.trim()}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </>
      )}
      <Button
        kind="primary"
        submit
        busy={isBusy ? signInText.entering : undefined}
      >
        {confirmLabel}
      </Button>
    </form>
  );
}

function whatIsMissing(given: {
  login: string;
  password: string;
  code: string | null;
}): string | null {
  if (given.login.trim() === '') return signInText.missingLogin;
  if (given.password === '') return signInText.missingPassword;
  return given.code?.trim() === '' ? signInText.missingCode : null;
}
