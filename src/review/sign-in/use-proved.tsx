import { useState } from 'preact/hooks';
import type { Answered, Failure } from '../platform-client.ts';
import { ProveAgain } from './prove-again.tsx';

type Wish = { act: () => Promise<Answered<unknown>>; onDone: () => void };

/**
 * Does what wants a fresh login: where the platform asks for one, the password is asked
 * over the page and the same is done again.
 */
export function useProved(words: { lead: string; cancelLabel: string }) {
  const [asked, setAsked] = useState<Wish | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (wish: Wish): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const answer = await wish.act();
    setBusy(false);
    if (answer.ok) {
      setAsked(null);
      wish.onDone();
    } else if (answer.code === 'freshLoginNeeded') setAsked(wish);
    else {
      setAsked(null);
      setFailure(answer);
    }
  };
  const dialog =
    asked === null ? null : (
      <ProveAgain
        {...words}
        onProved={() => void run(asked)}
        onCancel={() => setAsked(null)}
      />
    );
  return { run: (wish: Wish) => void run(wish), dialog, failure, isBusy };
}
