/** Sheets of text cells, in their order; a row may be shorter than another. */
export type Workbook = readonly Sheet[];
export type Sheet = { name: string; rows: readonly (readonly string[])[] };

/** `0` → `A`, `26` → `AA`. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  const last = String.fromCharCode(65 + (index % 26));
  return rest < 0 ? last : columnLetters(rest) + last;
}

/** `AA12` → column 26; undefined when it is none, or beyond what a sheet has. */
export function columnOf(reference: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  let sum = 0;
  for (const letter of letters) sum = sum * 26 + letter.charCodeAt(0) - 64;
  return sum - 1;
}
