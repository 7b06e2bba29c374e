import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';

type Preset = CaseDetail['presets'][number];

/**
 * Reasons for a correction notice that the catalogue has ready: the matter's own
 * first, then those of its papers' types, which hold everywhere. The catalogue
 * may name a type of paper; a notice names the paper.
 */
export function findPresets(
  catalogue: Pick<FullCatalogue, 'materialTypes'>,
  matter: Pick<Matter, 'corrections' | 'materials'>,
): Preset[] {
  const ofMatter = matter.corrections.flatMap((correction): Preset[] => {
    const papers = matter.materials.filter(
      ({ typeId }) => typeId === correction.about,
    );
    return papers.length === 0
      ? [correction]
      : papers.map(({ id }) => ({ ...correction, about: id }));
  });
  const ofPapers = matter.materials.flatMap(({ id, typeId }) => {
    const type = catalogue.materialTypes.find((each) => each.id === typeId);
    return (type?.corrections ?? []).map(({ reason, fix }): Preset => ({
      about: id,
      reason,
      fix,
    }));
  });
  return [...ofMatter, ...ofPapers];
}
