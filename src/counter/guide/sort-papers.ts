import type { Material } from '../../domain/catalogue/form-schema.ts';

/** A matter's papers as the person who is to bring them sees them. */
export type SortedPapers = {
  brought: Material[];
  /** To be brought under a condition. */
  maybe: Material[];
  /** Welcome, and never asked for. */
  optional: Material[];
  /** Made, photographed or fetched by others. */
  notBrought: Material[];
};

export function sortPapers(materials: readonly Material[]): SortedPapers {
  const own = materials.filter(({ source }) => source === 'citizen');
  const depends = own.filter(({ required }) => !required);
  return {
    brought: own.filter(({ required }) => required),
    maybe: depends.filter(({ requiredIf }) => requiredIf !== undefined),
    optional: depends.filter(({ requiredIf }) => requiredIf === undefined),
    notBrought: materials.filter(({ source }) => source !== 'citizen'),
  };
}
