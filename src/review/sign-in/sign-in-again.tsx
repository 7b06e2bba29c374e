import { useEffect, useRef } from 'preact/hooks';
import { signInText } from '../../text/review.ts';
import { enter, useReview } from '../review-context.ts';
import { OidcLink } from './oidc-link.tsx';
import { SignInForm } from './sign-in-form.tsx';

/**
 * Over the open page when the session has ended: the page stays as it is, with
 * every word that was typed, and goes on after signing in.
 */
export function SignInAgain() {
  const review = useReview();
  /** Whoever has signed in in another window goes on here. */
  const look = async () => {
    const answer = await review.client.session();
    if (answer.ok) enter(review, answer.value);
  };
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog sign-in-again"
      aria-labelledby="sign-in-again-title"
      // Nothing can be read or sent without a session: there is no way past.
      onCancel={(event) => event.preventDefault()}
      onClose={() => element.current?.showModal()}
    >
      <h2 id="sign-in-again-title">{signInText.againTitle}</h2>
      <p>{signInText.againLead}</p>
      <OidcLink purpose="signInBeside" onBack={() => void look()} />
      <SignInForm confirmLabel={signInText.again} />
    </dialog>
  );
}
