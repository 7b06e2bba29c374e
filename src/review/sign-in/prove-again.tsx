import { useEffect, useRef, useState } from 'preact/hooks';
import { proveText, signInText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';
import { OidcLink } from './oidc-link.tsx';
import { CodeField, PasswordField } from './sign-in-fields.tsx';
import './sign-in.css';

type ProveProps = {
  /** What it is for. */
  lead: string;
  cancelLabel: string;
  onProved: () => void;
  onCancel: () => void;
};

/** Over an open page: who sits here shows that it is still he who signed in. */
export function ProveAgain(props: ProveProps) {
  const { client } = useReview();
  const element = useRef<HTMLDialogElement>(null);
  const [password, setPassword] = useState('');
  /** Null: it is not asked for. */
  const [code, setCode] = useState<string | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const prove = async () => {
    const missing =
      password === ''
        ? signInText.missingPassword
        : code?.trim() === ''
          ? signInText.missingCode
          : null;
    setSentence(missing);
    if (missing !== null) return;
    setBusy(true);
    const answer = await client.proveAgain(password, code?.trim());
    setBusy(false);
    if (answer.ok) props.onProved();
    else if (answer.code === 'codeNeeded') setCode('');
    else if (answer.code === 'signInFailed')
      setSentence(code === null ? proveText.wrong : signInText.wrongWithCode);
    else setSentence(failureSentence(answer));
  };
  const errorId = sentence === null ? undefined : 'prove-error';
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby="prove-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id="prove-title">{proveText.title}</h2>
      <p>{props.lead}</p>
      <OidcLink purpose="proof" onBack={props.onProved} />
      <form
        class="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          void prove();
        }}
      >
        {sentence !== null && (
          <Notice tone="bad" icon="octagon" announced="assertive">
            <p id="prove-error">{sentence}</p>
          </Notice>
        )}
        <PasswordField
          id="prove-password"
          value={password}
          errorId={errorId}
          onChange={setPassword}
        />
        {code !== null && (
          <CodeField
            id="prove-code"
            value={code}
            errorId={errorId}
            onChange={setCode}
          />
        )}
        <div class="dialog-buttons">
          <Button onPress={props.onCancel}>{props.cancelLabel}</Button>
          <Button
            kind="primary"
            submit
            busy={isBusy ? proveText.confirming : undefined}
          >
            {proveText.confirm}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
