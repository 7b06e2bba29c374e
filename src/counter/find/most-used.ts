import { signal } from '@preact/signals';
import type { CaseSummary } from '../../device/device-api.ts';

/** Older ones say little of what a village needs this season. */
const CASES = 100;
const MOST = 4;

/** Codes and short names, the most used first; home counts them anew. */
export const mostUsed = signal<{ code: string; short: string }[]>([]);

/** Counts what was taken in here of late; `cases` come newest first. */
export function countMostUsed(
  cases: readonly Pick<CaseSummary, 'matterCode' | 'matterShort'>[],
): void {
  const uses = new Map<string, { code: string; short: string; n: number }>();
  for (const { matterCode: code, matterShort: short } of cases.slice(0, CASES))
    if (code !== '')
      uses.set(code, { code, short, n: (uses.get(code)?.n ?? 0) + 1 });
  mostUsed.value = [...uses.values()].sort((a, b) => b.n - a.n).slice(0, MOST);
}
