// A bundle at the counter is asked, photographed, checked and signed like one matter:
// this makes that matter of its chosen components. What is handed in is then divided
// among them (divide.ts).
import type { Answers } from '../cases/answers.ts';
import type { Bundle } from '../catalogue/bundle-schema.ts';
import type { Catalogue } from '../catalogue/catalogue-schema.ts';
import type { Material } from '../catalogue/form-schema.ts';
import { findMatterByCode } from '../catalogue/get-matter.ts';
import type { Matter } from '../catalogue/matter-schema.ts';
import { earlierOf } from './component.ts';
import { mergePapers, type MergedPaper } from './merge-papers.ts';
import { anyOf, makeOneForm, type OneForm } from './one-form.ts';

/** undefined: this catalogue has none of that code. */
export function findBundle(
  { bundles }: Pick<Catalogue, 'bundles'>,
  code: string,
): Bundle | undefined {
  return bundles.find((bundle) => bundle.code === code);
}

export type BundleMatter = {
  form: OneForm;
  /** All that its components may ask for. */
  papers: MergedPaper[];
  matter: Matter & { hasBeside: true };
};

/** `answers`: to the bundle's questions, and whatever else stands beside them. */
export function makeBundleMatter(
  catalogue: Catalogue,
  bundle: Bundle,
  answers: Answers,
): BundleMatter {
  const form = makeOneForm(catalogue, bundle, answers);
  const papers = mergePapers(bundle, form.chosen, form.uses);
  const parts = form.chosen.flatMap((each) =>
    'matter' in each ? (findMatterByCode(catalogue, each.matter) ?? []) : [],
  );
  const conditions = new Map(
    papers.map(({ key, unmet }) => [key, conditionOf(unmet)]),
  );
  const waiting = fieldsOfWaiting({ form, papers });
  const { code, status, name, short, pinyin, keywords, summary } = bundle;
  return {
    form,
    papers,
    matter: {
      code,
      status,
      revision: 1,
      name,
      short,
      pinyin,
      shortPinyin: pinyin,
      keywords,
      applicants: [bundle.applicant ?? 'person'],
      category: '',
      department: '',
      villageRole: { kind: 'intake', text: '' },
      guide: { summary, whoCanApply: '', bring: '' },
      conditions: [],
      eligibilityChecks: form.eligibilityChecks,
      counterRole: form.counterRole,
      fields: form.fields.map((field) => {
        if (!waiting.has(field.id)) return field;
        const { requiredIf: _, ...rest } = field;
        return { ...rest, required: false };
      }),
      materials: papers.flatMap((paper) => paperOf(bundle, paper, conditions)),
      handbook: bundle.handbook ?? {
        ask: parts.flatMap(({ handbook }) => handbook.ask),
        redFlags: parts.flatMap(({ handbook }) => handbook.redFlags),
      },
      corrections: [],
      outcomes: [],
      legalDays: null,
      promisedDays: bundle.promise.workdays,
      dayUnit: bundle.promise.dayUnit,
      fee: { charge: false, amount: 0, note: '' },
      legalBasis: [],
      channels: {
        oneCert: false,
        countyWide: false,
        homeVisit: true,
        postal: false,
        online: false,
      },
      delivery: { methods: [] },
      result: { name: '', type: '' },
      complaint: [],
      routing: {
        acceptedBy: bundle.lead,
        departmentId: bundle.lead,
        belongsBy: '',
        crossTownship: false,
        outOfCounty: 'ask',
      },
      route: [],
      publicity: null,
      seasonal: null,
      offline: { intake: true, caution: '' },
      hasBeside: true,
    },
  };
}

/** When somebody asks for it: true, never (false), or the condition. */
function conditionOf(uses: MergedPaper['uses']): boolean | string {
  if (uses.some(({ material }) => material.required)) return true;
  const conditions = uses.flatMap(({ material }) => material.requiredIf ?? []);
  return conditions.length > 0 && anyOf(conditions);
}

/** Two of one type are told apart by whose they are. */
export function paperName(
  { subjects }: Pick<Bundle, 'subjects'>,
  { name, subject }: Pick<Material, 'name' | 'subject'>,
): string {
  const whose = subjects[subject];
  return whose === undefined ? name : `${name}\uff08${whose}\uff09`;
}

/** What another paper stands in for is asked for where that one is not. */
function paperOf(
  bundle: Bundle,
  { key, unmet, material, how, because }: MergedPaper,
  conditions: ReadonlyMap<string, boolean | string>,
): Material[] {
  if (how === 'produced') return [];
  const { requiredIf: _, required: __, ...paper } = material;
  let when = conditionOf(unmet);
  if (how === 'substituted') {
    const instead = conditions.get(because ?? '') ?? true;
    if (typeof instead === 'string' && when !== false)
      when = when === true ? `!(${instead})` : `(${when}) && !(${instead})`;
    else when = false;
  }
  const note = bundle.substitutions.find(({ need }) => need === key)?.note;
  return [
    {
      ...paper,
      name: paperName(bundle, material),
      required: when === true,
      ...(typeof when === 'string' && { requiredIf: when }),
      ...(how === 'substituted' &&
        note !== undefined && { optionalNote: note }),
    },
  ];
}

/**
 * Matters among the components that may lack a fact until an earlier matter of the
 * same bundle is done: they need what that one brings, or a number that it gives.
 */
export function mayWait({
  form: { bundle, chosen },
  papers,
}: Pick<BundleMatter, 'form' | 'papers'>): ReadonlySet<string> {
  const matters = new Set(
    chosen.flatMap((each) => ('matter' in each ? each.matter : [])),
  );
  const earlier = earlierOf(bundle);
  return new Set(
    papers.flatMap(({ uses, how, because }) =>
      uses
        .map(({ by }) => by)
        .filter((by) => {
          if (!matters.has(by)) return false;
          if (how === 'produced') return matters.has(because ?? '');
          return (
            because === 'componentResult' &&
            [...(earlier.get(by) ?? [])].some((id) => matters.has(id))
          );
        }),
    ),
  );
}

/** Ids of the fields that nobody but those asks for. */
function fieldsOfWaiting(
  bundle: Pick<BundleMatter, 'form' | 'papers'>,
): ReadonlySet<string> {
  const waiting = mayWait(bundle);
  const ids = new Set(bundle.form.idOf.values());
  for (const [at, id] of bundle.form.idOf)
    if (!waiting.has(at.split('.')[0] ?? '')) ids.delete(id);
  return ids;
}
