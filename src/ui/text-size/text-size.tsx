import { signal } from '@preact/signals';
import { common } from '../../text/common.ts';
import './text-size.css';

/** The four steps of large text: 17, 20, 25 and 34 px (the last is the 200 % test). */
export const TEXT_SIZES = [0, 1, 2, 3] as const;
export type TextSizeStep = (typeof TEXT_SIZES)[number];

/** The step in force; writing goes through setTextSize so that page and storage agree. */
const current = signal<TextSizeStep>(0);
let owner = '';

/**
 * Puts the step kept for this person in force. `ownerId` is an account id or '' for nobody in
 * particular (unlock screen, residents' pages); nothing else about the person is kept.
 */
export function openTextSize(ownerId: string, fallback: TextSizeStep = 0) {
  owner = ownerId;
  apply(readStep() ?? fallback);
}

export function setTextSize(step: TextSizeStep) {
  apply(step);
  try {
    localStorage.setItem(storageKey(), String(step));
  } catch {
    // Storage refused: the step holds until the page is closed.
  }
}

function apply(step: TextSizeStep) {
  current.value = step;
  document.documentElement.dataset['textSize'] = String(step);
}

function readStep(): TextSizeStep | undefined {
  try {
    const kept = localStorage.getItem(storageKey());
    return TEXT_SIZES.find((step) => String(step) === kept);
  } catch {
    return undefined;
  }
}

const storageKey = () => `text-size:${owner}`;

type TextSizeProps = {
  /** Screens a resident looks at have the enlarging button alone; it goes round at the end. */
  onlyLarger?: boolean;
};

/** A- and A+. At an end the button says so by staying where it is; it is never disabled. */
export function TextSize({ onlyLarger = false }: TextSizeProps) {
  const step = current.value;
  const move = (by: -1 | 1) => {
    const next = TEXT_SIZES[current.peek() + by];
    if (next !== undefined) setTextSize(next);
    else if (onlyLarger) setTextSize(0);
  };
  return (
    <span class="text-size screen-only">
      {!onlyLarger && (
        <button
          type="button"
          aria-label={`A- ${common.smallerText}`}
          onClick={() => move(-1)}
        >
          A-
        </button>
      )}
      <button
        type="button"
        aria-label={`A+ ${common.largerText}`}
        onClick={() => move(1)}
      >
        A+
      </button>
      <span role="status" class="visually-hidden">
        {common.textSizeNow(step + 1)}
      </span>
    </span>
  );
}
