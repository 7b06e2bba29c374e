// The papers of a bundle: the same one is asked for once (rule 4), all application
// forms are one (rule 5), what an earlier component brings (rule 6) or another paper
// stands in for (rule 7) is not brought.
import type { Material } from '../catalogue/form-schema.ts';
import type { Bundle, BundleComponent } from '../catalogue/bundle-schema.ts';
import { componentId, earlierOf } from './component.ts';
import type { PaperUse } from './one-form.ts';

export type MergedPaper = {
  /** `TYPE/subject`; of the one form `APPLY_FORM/bundle`. */
  key: string;
  uses: PaperUse[];
  /** Of these, who needs it before another component could have brought it. */
  unmet: PaperUse[];
  /** As strict as the strictest of them; its conditions are not merged. */
  material: Material;
  how: How;
  /** The component that brings it, or what stands in for it. */
  because: string | null;
};

/** `brought`: the person brings it. */
export type How =
  | 'brought'
  | 'produced'
  | 'substituted'
  | Exclude<Material['source'], 'citizen'>;

const APPLY_FORM = 'APPLY_FORM';

/** What stricter kinds come before. */
const KINDS = ['original', 'copy', 'form', 'photo'] as const;

type Given = Pick<Bundle, 'components' | 'substitutions'>;

/** In the order in which they are first asked for. */
export function mergePapers(
  bundle: Given,
  chosen: readonly BundleComponent[],
  uses: readonly PaperUse[],
): MergedPaper[] {
  const byKey = new Map<string, PaperUse[]>();
  for (const use of uses) {
    const { typeId, subject } = use.material;
    const key = `${typeId}/${typeId === APPLY_FORM ? 'bundle' : subject}`;
    byKey.set(key, [...(byKey.get(key) ?? []), use]);
  }
  const earlier = earlierOf(bundle);
  return [...byKey].flatMap(([key, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const material = strictest(first, all);
    const producer = producerOf(key, chosen);
    const unmet = all.filter(
      ({ by }) => by !== producer && !earlier.get(by)?.has(producer ?? ''),
    );
    const paper = { key, uses: all, unmet, material };
    if (producer !== undefined && unmet.length === 0)
      return { ...paper, how: 'produced', because: producer };
    const by = bundle.substitutions.find(
      (each) =>
        each.need === key && (!each.by.includes('/') || byKey.has(each.by)),
    )?.by;
    if (by !== undefined) return { ...paper, how: 'substituted', because: by };
    const { source } = material;
    const how: How = source === 'citizen' ? 'brought' : source;
    return { ...paper, how, because: null };
  });
}

function strictest(first: PaperUse, all: readonly PaperUse[]): Material {
  const materials = all.map(({ material }) => material);
  const every = (is: (material: Material) => boolean) => materials.every(is);
  const handlings = materials.map(({ handling }) => handling);
  const handling = (['keep', 'handover'] as const).find((each) =>
    handlings.includes(each),
  );
  return {
    ...first.material,
    kind:
      KINDS.find((kind) => materials.some((each) => each.kind === kind)) ??
      first.material.kind,
    copies: Math.max(...materials.map(({ copies }) => copies)),
    handling: handling ?? first.material.handling,
    deficiencyAllowed: every((each) => each.deficiencyAllowed),
    commitmentAllowed: every((each) => each.commitmentAllowed),
    eCert: {
      replaces: every(({ eCert }) => eCert.replaces),
      name: first.material.eCert.name,
    },
  };
}

/** The chosen component that brings it. */
function producerOf(
  key: string,
  chosen: readonly BundleComponent[],
): string | undefined {
  const producer = chosen.find(({ outputs = [] }) =>
    outputs.some(({ typeId, subject }) => `${typeId}/${subject}` === key),
  );
  return producer && componentId(producer);
}
