import type { Catalogue } from './catalogue-schema.ts';
import type { Matter } from './matter-schema.ts';

/** In place of a category: a bundle is of none. */
export const BUNDLES = 'bundles';

/** What of a matter the finder reads; a list of stubs will do. */
export type FindableMatter = Pick<
  Matter,
  'code' | 'name' | 'short' | 'pinyin' | 'shortPinyin' | 'keywords' | 'category'
> & {
  /** What has happened to people who need it, as the bundles say it. */
  situations?: readonly string[];
};

/** Which of the matter's own words the query met, best first. */
type HitKind =
  | 'short'
  | 'shortPinyin'
  | 'name'
  | 'pinyin'
  | 'keyword'
  | 'situation'
  | 'category'
  | 'code';

export interface MatterHit<M extends FindableMatter = Matter> {
  matter: M;
  /** `text` is the catalogue's wording that was met, to be shown as it is. */
  reason: { kind: HitKind; text: string };
}

type Finder<M> = {
  matters: readonly M[];
  categories: readonly Pick<Catalogue['categories'][number], 'id' | 'name'>[];
};

/**
 * The matters that `query` may mean, best first, then in the catalogue's order.
 * Every hit is returned: initials collide (two kinds of insurance share theirs),
 * so the person must see all and choose by the short name. Withdrawn matters
 * are found too; the screen greys them and says why. An empty query finds
 * nothing.
 */
export function findMatters<M extends FindableMatter>(
  { matters, categories }: Finder<M>,
  query: string,
): MatterHit<M>[] {
  const wanted = normalise(query);
  if (wanted === '') return [];
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return matters
    .flatMap((matter) => {
      const category = names.get(matter.category) ?? '';
      const best = bestHit(matter, category, wanted);
      return best === undefined ? [] : [{ matter, ...best }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ matter, reason }) => ({ matter, reason }));
}

interface RankedReason {
  rank: number;
  reason: MatterHit['reason'];
}

type Fit = 'exact' | 'start' | 'inside' | 'saidInQuery';

/**
 * Lower is better. Exact short name or initials, then their beginning, come
 * before anything that merely contains the query. `saidInQuery` is a keyword
 * inside a whole sentence as a resident says it.
 */
const RANKS: Record<HitKind, Partial<Record<Fit, number>>> = {
  code: { exact: 0 },
  short: { exact: 0, start: 2, inside: 5, saidInQuery: 6 },
  shortPinyin: { exact: 0, start: 2, inside: 9 },
  name: { exact: 1, start: 4, inside: 7 },
  pinyin: { exact: 1, start: 4 },
  keyword: { exact: 3, start: 5, inside: 7, saidInQuery: 8 },
  situation: { exact: 6, start: 8, inside: 9, saidInQuery: 9 },
  category: { exact: 10, start: 10, inside: 11 },
};

function bestHit(
  matter: FindableMatter,
  category: string,
  wanted: string,
): RankedReason | undefined {
  const words: [HitKind, string][] = [
    ['code', matter.code],
    ['short', matter.short],
    ['shortPinyin', matter.shortPinyin],
    ['name', matter.name],
    ['pinyin', matter.pinyin],
    ...matter.keywords.map((text): [HitKind, string] => ['keyword', text]),
    ...(matter.situations ?? []).map((text): [HitKind, string] => [
      'situation',
      text,
    ]),
    ['category', category],
  ];
  let best: RankedReason | undefined;
  for (const [kind, text] of words) {
    const fit = fitOf(normalise(text), wanted);
    const rank = fit && RANKS[kind][fit];
    if (rank !== undefined && (best === undefined || rank < best.rank)) {
      best = { rank, reason: { kind, text } };
    }
  }
  return best;
}

function fitOf(word: string, wanted: string): Fit | undefined {
  if (word === '') return undefined;
  if (word === wanted) return 'exact';
  if (word.startsWith(wanted)) return 'start';
  // One letter inside initials would meet almost every matter.
  if (wanted.length > 1 && word.includes(wanted)) return 'inside';
  if (word.length > 1 && wanted.includes(word)) return 'saidInQuery';
  return undefined;
}

/** Full-width to half-width, small letters, no spaces. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
}
