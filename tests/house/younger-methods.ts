// What the oldest browsers of the product lack: Chromium 99, Firefox 115. Names that
// could be anybody's (`with`, `union`, `map` of an iterator) are left out.
const CALLS = [
  // Of Chromium 100 to 110.
  'throwIfAborted',
  'toSorted',
  'toSpliced',
  'toReversed',
  'checkVisibility',
  // Younger still.
  'fromAsync',
  'withResolvers',
  'isWellFormed',
  'toWellFormed',
  'canParse',
  'groupBy',
  'showPopover',
  'isSubsetOf',
  'isSupersetOf',
  'isDisjointFrom',
  'symmetricDifference',
  'startViewTransition',
  'getOrInsert',
  'toHex',
  'fromHex',
  'setHTMLUnsafe',
];

/** A call or a value that one of the oldest browsers does not have. */
export const YOUNGER = new RegExp(
  [
    `\\.(${CALLS.join('|')})\\(`,
    String.raw`AbortSignal\.(timeout|any)\(`,
    String.raw`Promise\.try\(`,
    String.raw`RegExp\.escape\(`,
    String.raw`Math\.sumPrecise\(`,
    String.raw`Intl\.(Segmenter|DurationFormat)`,
    String.raw`\bnew (URLPattern|Navigation|CloseWatcher)\b`,
  ].join('|'),
  'g',
);
