// Places in the chain as inclusive ranges, ascending.

export type Range = [from: number, to: number];

/** The parts of the ranges that lie within `from` … `to`. */
export function clip(
  ranges: readonly (readonly [number, number])[],
  from: number,
  to: number,
): Range[] {
  return ranges.flatMap(([a, b]): Range[] => {
    const low = Math.max(a, from);
    const high = Math.min(b, to);
    return low <= high ? [[low, high]] : [];
  });
}

/** What of the range is not among the places, which are given in order. */
export function without([from, to]: Range, places: readonly number[]): Range[] {
  const gaps: Range[] = [];
  let next = from;
  for (const place of places) {
    if (place > next) gaps.push([next, place - 1]);
    next = Math.max(next, place + 1);
  }
  if (next <= to) gaps.push([next, to]);
  return gaps;
}

/** All of both, in order and joined where they touch. */
export function union(
  one: readonly (readonly [number, number])[],
  other: readonly (readonly [number, number])[],
): Range[] {
  const joined: Range[] = [];
  for (const [from, to] of [...one, ...other].sort(([a], [b]) => a - b)) {
    const last = joined[joined.length - 1];
    if (last !== undefined && from <= last[1] + 1)
      last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
