// Who may have a matter coming by age alone. A list to look at, never a decision: the
// matter's own conditions decide, when somebody asks for it.
import { fullYears } from '../rules/expressions/full-years.ts';

export type Due = { matterCode: string; kind: 'age' | 'yearly'; age: number };

/**
 * Matters of the catalogue by its codes. `age`: somebody has come to it within the
 * last year (basic pension at 60, Social Insurance Law art. 16; the county's old-age
 * allowance at 80). `yearly`: to be done again each year by whoever draws a pension,
 * from the year after it began.
 */
export const DUE: readonly Due[] = [
  { matterCode: 'V02', kind: 'age', age: 60 },
  { matterCode: 'V14', kind: 'age', age: 80 },
  { matterCode: 'V03', kind: 'yearly', age: 61 },
];

/** `done`: codes of the matters that are known to have been taken in. */
export function dueFor(
  birthDate: string,
  today: string,
  done: ReadonlySet<string>,
): Due[] {
  const years = fullYears(birthDate, today) ?? 0;
  return DUE.filter(
    ({ matterCode, kind, age }) =>
      !done.has(matterCode) &&
      (kind === 'yearly' ? years >= age : years === age),
  );
}
