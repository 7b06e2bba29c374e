import { useEffect, useRef, useState } from 'preact/hooks';
import { oidcFailureSentence, signInText } from '../../text/review.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { TextSize } from '../../ui/text-size/text-size.tsx';
import { hrefs, readRoute } from '../route.ts';
import { OidcLink } from './oidc-link.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** The first page of the console. */
export function SignInPage() {
  // Read once: after the next try the page is another.
  const [failure] = useState(takeFailure);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = signInText.title;
    heading.current?.focus();
  }, []);
  return (
    <main class="sign-in">
      <div class="spread">
        <h1 tabIndex={-1} ref={heading}>
          {signInText.title}
        </h1>
        <TextSize />
      </div>
      <p class="hint">{signInText.lead}</p>
      {failure !== null && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{oidcFailureSentence(failure)}</p>
        </Notice>
      )}
      <OidcLink purpose="signIn" />
      <SignInForm confirmLabel={signInText.enter} />
    </main>
  );
}

/** Why the identity provider brought nobody back, taken out of the address. */
function takeFailure(): string | null {
  const route = readRoute(location.hash);
  if (route.page !== 'back') return null;
  history.replaceState(null, '', hrefs.worklist);
  return route.failure;
}
