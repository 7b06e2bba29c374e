// The counter locks itself: 5 minutes without a touch, 60 seconds out of sight, 3
// minutes while a camera or file picker that we opened is up. Typing is saved
// first, and after unlocking one is back in the same field.
import { device, deviceState } from './device.ts';
import { keepPlace } from './frame/kept-place.ts';
import { forgetDraft, settleDraft } from './intake/draft-saver.ts';

export type LockLimits = { idleMs: number; hiddenMs: number; pickerMs: number };

const LIMITS: LockLimits = {
  idleMs: 5 * 60_000,
  hiddenMs: 60_000,
  pickerMs: 3 * 60_000,
};
/** A photograph still in work is waited for so long, and no longer. */
const SETTLE_MS = 10_000;

/** A touch moves the end on; it is not waited for anew at each. */
const AT_MOST_OFTEN_MS = 500;

let locking: Promise<void> | undefined;

const heldBack = new Set<() => void>();

/**
 * Runs `handOn` before the keys go, for what only they can save; gives the function
 * that ends it.
 */
export function beforeLock(handOn: () => void): () => void {
  heldBack.add(handOn);
  return () => heldBack.delete(handOn);
}

/** Saves what was typed, then drops the keys. */
export function lockNow(): Promise<void> {
  locking ??= saveAndLock().finally(() => {
    locking = undefined;
  });
  return locking;
}

async function saveAndLock(): Promise<void> {
  keepPlace();
  // Leaving the field hands on what it still holds back.
  if (document.activeElement instanceof HTMLElement)
    document.activeElement.blur();
  for (const handOn of heldBack) handOn();
  const isSaved = await Promise.race([settleDraft(), afterMs(SETTLE_MS)]);
  await device().device.lock();
  // What could not be saved stays, and is tried again after the unlock.
  if (isSaved) forgetDraft();
}

function afterMs(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ms);
  });
}

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'input', 'scroll'] as const;

/** Watches over the page; gives the function that ends it. */
export function startAutoLock(limits: LockLimits = LIMITS): () => void {
  let touchedAt = Date.now();
  let hiddenAt: number | undefined;
  let isPickerUp = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isUnlocked = () => (deviceState.value?.clerk ?? null) !== null;
  const deadline = () => {
    const idle = touchedAt + limits.idleMs;
    if (hiddenAt === undefined) return idle;
    const away = isPickerUp ? limits.pickerMs : limits.hiddenMs;
    return Math.min(idle, hiddenAt + away);
  };
  const look = async () => {
    clearTimeout(timer);
    const leftMs = deadline() - Date.now();
    if (leftMs <= 0 && isUnlocked()) {
      touchedAt = Date.now();
      await lockNow();
    }
    timer = setTimeout(() => void look(), Math.max(leftMs, AT_MOST_OFTEN_MS));
  };
  const onLife = () => {
    touchedAt = Date.now();
  };
  const onShowOrHide = () => {
    if (document.visibilityState === 'hidden') {
      hiddenAt ??= Date.now();
      cover(true);
      void look();
      return;
    }
    // A frozen page's timer did not run: it is judged before anything is seen.
    void look().finally(() => {
      hiddenAt = undefined;
      touchedAt = Date.now();
      cover(false);
    });
  };
  const onPicker = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.target.type === 'file') isPickerUp = event.type === 'click';
  };
  for (const sign of SIGNS_OF_LIFE)
    addEventListener(sign, onLife, { capture: true, passive: true });
  for (const sign of ['click', 'change', 'cancel'])
    document.addEventListener(sign, onPicker, true);
  document.addEventListener('visibilitychange', onShowOrHide);
  void look();
  return () => {
    clearTimeout(timer);
    cover(false);
    for (const sign of SIGNS_OF_LIFE)
      removeEventListener(sign, onLife, { capture: true });
    for (const sign of ['click', 'change', 'cancel'])
      document.removeEventListener(sign, onPicker, true);
    document.removeEventListener('visibilitychange', onShowOrHide);
  };
}

/** What stands there is not shown in the list of open programs. */
function cover(isCovered: boolean): void {
  document.documentElement.classList.toggle('is-covered', isCovered);
}
