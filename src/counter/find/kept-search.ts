// Where the clerk was in the finder, for the way back to it: what was looked for,
// what stood open, the row that was followed and the scroll place. It belongs to
// one entry of the browser's history, so that a finder opened anew is empty. Only
// a key stands in the history, which browsers write to the disk; the words are in
// memory alone.

export type KeptSearch = {
  word: string;
  /** Label of the situation that was chosen. */
  situation: string | undefined;
  hasMoreSituations: boolean;
  /** Ids of the categories that stood open. */
  open: readonly string[];
  /** The row that was followed, and how far down the page it was. */
  row: string | undefined;
  top: number;
};

const nothing: KeptSearch = {
  word: '',
  situation: undefined,
  hasMoreSituations: false,
  open: [],
  row: undefined,
  top: 0,
};

const kept = new Map<string, KeptSearch>();

/** What is kept for the present entry. */
export function keptSearch(): KeptSearch {
  return kept.get(keyOfEntry() ?? '') ?? nothing;
}

/** Keeps more of it for the present entry. */
export function keepSearch(changes: Partial<KeptSearch>): void {
  let key = keyOfEntry();
  if (key === undefined) {
    // Two starts of the app in one tab must not have the same.
    key = `${performance.timeOrigin}-${kept.size}`;
    history.replaceState(
      { ...(history.state as object | null), finder: key },
      '',
    );
  }
  kept.set(key, { ...(kept.get(key) ?? nothing), ...changes });
}

function keyOfEntry(): string | undefined {
  const state = history.state as { finder?: unknown } | null;
  return typeof state?.finder === 'string' ? state.finder : undefined;
}
