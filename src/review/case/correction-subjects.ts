import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';

/** Something a correction can be about; `about` as in a draft item. */
export type Subject = {
  about: string;
  target: 'paper' | 'field';
  id: string;
  name: string;
  presets: { reason: string; fix: string }[];
};

/** All papers and fields of the matter, with the catalogue's reasons for each. */
export function correctionSubjects(
  matter: Matter,
  presets: CaseDetail['presets'],
): Subject[] {
  const of = (...ids: string[]) =>
    presets
      .filter(({ about }) => ids.includes(about))
      .map(({ reason, fix }) => ({ reason, fix }));
  const papers = matter.materials.map(({ id, typeId, name }): Subject => ({
    about: `paper:${id}`,
    target: 'paper',
    id,
    name,
    // A preset may name the paper or its type.
    presets: of(id, typeId),
  }));
  const fields = matter.fields.map(({ id, label }): Subject => ({
    about: `field:${id}`,
    target: 'field',
    id,
    name: label,
    presets: of(id),
  }));
  return [...papers, ...fields];
}
