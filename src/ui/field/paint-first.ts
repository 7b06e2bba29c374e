let waiting: (() => void) | undefined;

/** What the hand does next finds the page as it would be without any waiting. */
const NEXT = [
  'keydown',
  'beforeinput',
  'input',
  'compositionstart',
  'paste',
  'pointerdown',
  'click',
  'submit',
  'blur',
  'visibilitychange',
  'pagehide',
] as const;

/**
 * For what is done with a typed character. The browser has put it into its field by
 * itself: on a slow telephone it is seen a third sooner when our part comes behind the
 * picture with it instead of before.
 */
export function paintFirst(act: () => void): void {
  if (document.hidden) {
    act();
    return;
  }
  waiting = act;
  for (const type of NEXT) addEventListener(type, catchUp, true);
  // A frame's callbacks run before it is drawn.
  requestAnimationFrame(() => setTimeout(catchUp));
}

/** Does at once what still waits for its picture: whoever keeps what was typed asks first. */
export function catchUp(): void {
  const act = waiting;
  waiting = undefined;
  for (const type of NEXT) removeEventListener(type, catchUp, true);
  act?.();
}
