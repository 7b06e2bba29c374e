// When the page may start anew: nothing was typed a moment ago, nothing waits to be
// saved, no photograph is being made smaller, no round is in the middle of a
// request. On a thin line rounds follow one another: between two is a moment too.
import { effect } from '@preact/signals';
import { sync } from './device.ts';
import { isDraftBusy } from './intake/draft-saver.ts';

/** Nobody is typing who has not touched a key for so long. */
const STILL_MS = 3_000;
const LOOK_MS = 500;

let touchedAt = -Infinity;

/** Follows the hands on the keys; gives the function that ends it. */
export function watchHands(): () => void {
  const onTouch = () => {
    touchedAt = performance.now();
  };
  const kinds = ['input', 'keydown', 'compositionupdate'] as const;
  for (const kind of kinds) document.addEventListener(kind, onTouch, true);
  return () => {
    for (const kind of kinds) document.removeEventListener(kind, onTouch, true);
  };
}

function isQuiet(): boolean {
  return (
    // Inside a draft never, however still it is there.
    !/^\/(intake|batch)\//.test(location.pathname) &&
    performance.now() - touchedAt >= STILL_MS &&
    !isDraftBusy() &&
    sync.value?.running !== true
  );
}

/** Resolves at the next quiet moment. */
export function quietMoment(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isQuiet()) return;
      clearInterval(timer);
      stop?.();
      resolve();
    };
    const timer = setInterval(look, LOOK_MS);
    let stop: (() => void) | undefined;
    stop = effect(() => {
      // The end of a round is looked at when it comes, not up to 500 ms later.
      if (sync.value?.running !== true) queueMicrotask(look);
    });
  });
}
