import type { MatterSummary } from '../../device/device-api.ts';
import type { Category } from '../../domain/catalogue/catalogue-schema.ts';
import { findMatters } from '../../domain/catalogue/find-matter.ts';
import { findText } from '../../text/find.ts';

export type Hit = {
  matter: MatterSummary;
  /** Words of the catalogue that were met and that its names do not show. */
  met: string | undefined;
};

type Finder = {
  matters: readonly MatterSummary[];
  categories: readonly Category[];
};

/** What a word finds, best first. */
export function searchMatters(finder: Finder, word: string): Hit[] {
  return findMatters(finder, word).map(
    ({ matter, reason: { kind, text } }) => ({
      matter,
      met: kind === 'keyword' || kind === 'situation' ? text : undefined,
    }),
  );
}

/** What helps in a situation: what its words find, each matter once. */
export function mattersOfSituation(finder: Finder, label: string): Hit[] {
  const { situations, moreSituations } = findText;
  const words = [...situations, ...moreSituations].find(
    (each) => each.label === label,
  )?.words;
  const hits = new Map<string, Hit>();
  for (const word of words ?? [])
    for (const { matter } of findMatters(finder, word))
      if (!hits.has(matter.code))
        hits.set(matter.code, { matter, met: undefined });
  return [...hits.values()];
}
