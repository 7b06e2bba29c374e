import { oidcFailureSentence, oidcText } from '../../text/review.ts';
import { ConsoleFrame } from '../console-frame.tsx';

/** In the window that went to the identity provider beside an open page. */
export function BackPage({ failure }: { failure: string | null }) {
  return (
    <ConsoleFrame
      title={failure === null ? oidcText.backTitle : oidcText.failedTitle}
      page="back"
    >
      <p>{failure === null ? oidcText.back : oidcFailureSentence(failure)}</p>
    </ConsoleFrame>
  );
}
