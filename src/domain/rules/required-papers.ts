import type { Material } from '../catalogue/form-schema.ts';

export interface Papers {
  /** Asked of everyone. */
  asked: Material[];
  /**
   * Asked under a condition, or taken if brought; `condition` or
   * `optionalNote` says when.
   */
  offered: Material[];
}

/** A matter's papers without looking at any answer, in the catalogue's order. */
export function requiredPapers(matter: {
  materials: readonly Material[];
}): Papers {
  return {
    asked: matter.materials.filter(({ required }) => required),
    offered: matter.materials.filter(({ required }) => !required),
  };
}
