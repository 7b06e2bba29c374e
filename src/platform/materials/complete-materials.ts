import type { PlatformContext } from '../context.ts';
import { readCompleteAfter } from '../database/queries/base-backup.ts';

const AT_ONCE = 1000;

/** The hashes of all complete materials, a page at a time. */
export async function* completeMaterials({
  sql,
  config,
}: Pick<PlatformContext, 'sql' | 'config'>): AsyncGenerator<string[]> {
  const { county } = config;
  for (let after = ''; ;) {
    const wish = { county, after, limit: AT_ONCE };
    const hashes = await readCompleteAfter(sql, wish);
    const last = hashes.at(-1);
    if (last === undefined) return;
    yield hashes;
    after = last;
  }
}
