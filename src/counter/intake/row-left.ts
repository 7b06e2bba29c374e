let rowLeft: string | undefined;

/** Element id of the way to change a line of the read-back. */
export const rowId = (id: string) => `row-${id}`;

/** Remembers the line one left by its way to change it. */
export function noteRowLeft(id: string): void {
  rowLeft = rowId(id);
}

/** The line one left, once. */
export function takeRowLeft(): string | undefined {
  const left = rowLeft;
  rowLeft = undefined;
  return left;
}
