// 材料损坏: a photograph whose bytes this device has lost before the county had
// them whole. Nobody but a person can make it good, by taking it again.
import type { CitedMaterial } from '../../domain/cases/papers.ts';
import { read, type Store } from '../database/write.ts';
import { citedByCase, type CaseContent } from './case-content.ts';

/** What the case cites and this device has lost. */
export async function damagedPages(
  store: Store,
  content: CaseContent,
): Promise<CitedMaterial[]> {
  const cited = citedByCase(content);
  const rows = await read(store, (db) =>
    db.materials.bulkGet(cited.map(({ ref }) => ref.sha256)),
  );
  return cited.filter((_, i) => rows[i]?.state === 'damaged');
}
