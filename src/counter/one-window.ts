// One active counter window at a time (Web Lock `counter`): two pages with a worker
// each would show two truths. A second window asks; the first saves and lets go.
import { signal } from '@preact/signals';

/** `movedAway`: this window had it and gave it up. */
export type WindowState = 'asking' | 'active' | 'elsewhere' | 'movedAway';
export const windowState = signal<WindowState>('asking');

const LOCK = 'counter';
/** Written by the window that wants the counter; the others see it change. */
const WISH = 'counter-wanted';
/** A window that does not answer this long is frozen or dead. */
const ANSWER_MS = 4_000;
/** A page that starts anew is gone before the browser has freed its lock. */
const UNLOAD_MS = 1_500;

type Hooks = {
  /** Before the window lets go: the draft must be saved. */
  beforeLeaving: () => Promise<void>;
  onActive: () => Promise<void>;
  onLeft: () => void;
};

let letGo: (() => void) | undefined;
let hooks: Hooks | undefined;

/**
 * Takes the counter if no other window has it; else `windowState` says so.
 * Gives the function that lets it go for good.
 */
export function claimCounter(given: Hooks): () => void {
  hooks = given;
  addEventListener('storage', onStorage);
  windowState.value = 'asking';
  void (wasAsked() ? takeOver() : claim());
  return () => {
    removeEventListener('storage', onStorage);
    letGo?.();
    letGo = undefined;
    windowState.value = 'asking';
  };
}

async function claim(): Promise<void> {
  if (!('locks' in navigator)) return become();
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), UNLOAD_MS);
  try {
    await navigator.locks.request(LOCK, { signal: giveUp.signal }, async () => {
      clearTimeout(timer);
      await become();
      await untilLetGo();
    });
  } catch (error) {
    if (!isAbort(error)) throw error;
    // The lock was taken by a window that got no answer from this one.
    if (!giveUp.signal.aborted) return leave();
    // A browser out of breath is slow to give even a lock that nobody holds.
    if (!(await isHeld())) return claim();
    windowState.value = 'elsewhere';
  }
}

async function isHeld(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === LOCK);
}

/** Starts this window anew, as the newer version; it takes the counter over. */
export function takeOverAnew(): void {
  try {
    sessionStorage.setItem(WISH, 'anew');
  } catch {
    // Storage refused: the clerk presses once more after the start.
  }
  location.reload();
}

function wasAsked(): boolean {
  try {
    const isAsked = sessionStorage.getItem(WISH) !== null;
    sessionStorage.removeItem(WISH);
    return isAsked;
  } catch {
    return false;
  }
}

/** Asks the other window to save and let go; takes over in any case. */
export async function takeOver(): Promise<void> {
  try {
    localStorage.setItem(WISH, new Date().toISOString());
  } catch {
    // Storage refused: the other window cannot be asked, only overruled.
  }
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), ANSWER_MS);
  const holdIt = async () => {
    clearTimeout(timer);
    await become();
    await untilLetGo();
  };
  try {
    await navigator.locks.request(LOCK, { signal: giveUp.signal }, holdIt);
  } catch (error) {
    if (!isAbort(error)) throw error;
    if (!giveUp.signal.aborted) return leave();
    await steal(holdIt);
  }
}

async function steal(holdIt: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(LOCK, { steal: true }, holdIt);
  } catch (error) {
    if (!isAbort(error)) throw error;
    leave();
  }
}

const isAbort = (error: unknown) =>
  error instanceof DOMException && error.name === 'AbortError';

function onStorage(event: StorageEvent): void {
  if (event.key === WISH) void handOver();
}

async function become(): Promise<void> {
  await hooks?.onActive();
  windowState.value = 'active';
}

async function handOver(): Promise<void> {
  if (windowState.value !== 'active') return;
  await hooks?.beforeLeaving();
  leave();
}

function leave(): void {
  if (windowState.value !== 'movedAway') {
    windowState.value = 'movedAway';
    hooks?.onLeft();
  }
  letGo?.();
}

function untilLetGo(): Promise<void> {
  return new Promise((resolve) => {
    letGo = resolve;
  });
}
