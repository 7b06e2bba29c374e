import { useEffect, useRef } from 'preact/hooks';
import { signInText } from '../../text/review.ts';
import { TextSize } from '../../ui/text-size/text-size.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** The first page of the console. */
export function SignInPage() {
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
      <SignInForm confirmLabel={signInText.enter} />
    </main>
  );
}
