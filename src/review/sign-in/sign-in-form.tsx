import { useState } from 'preact/hooks';
import { signInText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { enter, useReview } from '../review-context.ts';
import './sign-in.css';

/** Account and password; the same on the first page and over an open case. */
export function SignInForm({ confirmLabel }: { confirmLabel: string }) {
  const review = useReview();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [sentence, setSentence] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const signIn = async () => {
    const missing =
      login.trim() === ''
        ? signInText.missingLogin
        : password === ''
          ? signInText.missingPassword
          : null;
    setSentence(missing);
    if (missing !== null) return;
    setBusy(true);
    const answer = await review.client.signIn(login.trim(), password);
    setBusy(false);
    if (answer.ok) enter(review, answer.value);
    // An account that does not exist is answered like a wrong password.
    else if (answer.code === 'unauthorized') setSentence(signInText.wrong);
    else setSentence(failureSentence(answer));
  };
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
        aria-describedby={sentence === null ? undefined : 'sign-in-error'}
        onInput={(event) => setLogin(event.currentTarget.value)}
      />
      <label for="sign-in-password">{signInText.password}</label>
      <input
        id="sign-in-password"
        class="console-input"
        type="password"
        autocomplete="current-password"
        value={password}
        aria-describedby={sentence === null ? undefined : 'sign-in-error'}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
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
