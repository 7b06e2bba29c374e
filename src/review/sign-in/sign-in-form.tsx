import { useState } from 'preact/hooks';
import { signInText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { enter, useReview } from '../review-context.ts';
import { CodeField, PasswordField } from './sign-in-fields.tsx';
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
    else if (answer.code === 'signInFailed' && code !== null)
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
      <PasswordField
        id="sign-in-password"
        value={password}
        errorId={described}
        onChange={setPassword}
      />
      {code !== null && (
        <CodeField
          id="sign-in-code"
          value={code}
          errorId={described}
          onChange={setCode}
        />
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
