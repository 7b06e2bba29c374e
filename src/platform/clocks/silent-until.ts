import type { CaseDeadlines } from '../../domain/cases/case-clocks.ts';
import type { FullMatter } from '../../domain/catalogue/full-matter-schema.ts';

/**
 * The last day on which the office may still be silent; after it the case has been
 * accepted by law. null: it has not by any silence (no licence, or the clock stands).
 * The later bound counts, for what follows cannot be taken back: it must be over by
 * every reckoning, on days that a published calendar knows. The earlier bound, which
 * binds the county, is long since shown as overrun.
 */
export function silentUntil(
  { silenceAccepts }: Pick<FullMatter, 'silenceAccepts'>,
  { notice }: CaseDeadlines,
): string | null {
  const last = notice?.latestDue ?? null;
  return silenceAccepts !== true || last === null || last.provisional
    ? null
    : last.date;
}
