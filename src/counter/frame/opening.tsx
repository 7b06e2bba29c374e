import { useEffect, useState } from 'preact/hooks';
import { frameText, unlockText } from '../../text/counter.ts';
import { brokenText } from '../../text/trouble.ts';
import { Button } from '../../ui/button/button.tsx';

/**
 * Content comes from the device within 300 ms; longer than a second is said, and
 * a store that hangs while it opens gets a way out.
 */
export function Opening() {
  const [afterS, setAfterS] = useState<0 | 1 | 10>(0);
  useEffect(() => {
    const timers = ([1, 10] as const).map((seconds) =>
      setTimeout(() => setAfterS(seconds), seconds * 1_000),
    );
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <>
      <p role="status" class="hint">
        {afterS === 1 && frameText.opening}
        {afterS === 10 && brokenText.slow}
      </p>
      {afterS === 10 && (
        <>
          <p class="hint">{brokenText.keepIt}</p>
          <Button onPress={() => location.reload()}>
            {brokenText.tryAgain}
          </Button>
        </>
      )}
    </>
  );
}

/** The same where the page itself is not known yet. */
export function OpeningPage() {
  return (
    <main class="page-main">
      <h1 class="visually-hidden">{unlockText.place}</h1>
      <Opening />
    </main>
  );
}
