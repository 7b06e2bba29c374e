// What hands do to the page, counted by the page itself. Runs in it, so that it can
// use nothing from outside itself.

/** As the storyboards count: T, K, P and S. */
export type Counts = {
  taps: number;
  keys: number;
  shots: number;
  signatures: number;
};

declare global {
  var handCounts: Counts | undefined;
}

/** Begins anew. `shutter`: the word on the button that takes a picture. */
export function countHands(shutter: string): void {
  const isInstalled = globalThis.handCounts !== undefined;
  const counts = { taps: 0, keys: 0, shots: 0, signatures: 0 };
  globalThis.handCounts = counts;
  if (isInstalled) return;
  const kindOf = (target: Element): keyof Counts => {
    if (target.closest('canvas') !== null) return 'signatures';
    // A key of the page's own keyboard is a key.
    if (target.closest('.id-pad') !== null) return 'keys';
    const word = target.closest('button')?.textContent;
    return word?.trim() === shutter ? 'shots' : 'taps';
  };
  const count = (kind: keyof Counts) => {
    if (globalThis.handCounts !== undefined) globalThis.handCounts[kind] += 1;
  };
  addEventListener(
    'pointerdown',
    ({ isTrusted, target }) => {
      if (isTrusted && target instanceof Element) count(kindOf(target));
    },
    true,
  );
  addEventListener(
    'keydown',
    ({ isTrusted, repeat }) => {
      if (isTrusted && !repeat) count('keys');
    },
    true,
  );
}
