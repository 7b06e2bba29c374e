// How a kind of sheet is printed on this device: the printer beside it stays the same
// from case to case, so the choice is kept, of each kind by itself.
import { useState } from 'preact/hooks';

export const SHEET_SIZES = ['a4', 'a5', 'roll'] as const;
export type SheetSize = (typeof SHEET_SIZES)[number];

export type Look = { size: SheetSize; isLarge: boolean };

/** Receipts may come from a roll while forms come from an office printer. */
export type LookKind = 'receipt' | 'notice' | 'form' | 'slip';

const FIRST: Record<LookKind, SheetSize> = {
  receipt: 'a5',
  notice: 'a5',
  form: 'a4',
  slip: 'a5',
};

export function useLook(kind: LookKind): [Look, (look: Look) => void] {
  const [look, setLook] = useState(() => readLook(kind));
  return [
    look,
    (next) => {
      setLook(next);
      try {
        localStorage.setItem(
          storageKey(kind),
          next.size + (next.isLarge ? LARGE : ''),
        );
      } catch {
        // Storage refused: the choice holds until the page is left.
      }
    },
  ];
}

const LARGE = ' large';
const storageKey = (kind: LookKind) => `sheet:${kind}`;

function readLook(kind: LookKind): Look {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(storageKey(kind));
  } catch {
    // As at the first time.
  }
  const [word, large] = (kept ?? '').split(' ');
  const size = SHEET_SIZES.find((each) => each === word) ?? FIRST[kind];
  return { size, isLarge: large !== undefined };
}
