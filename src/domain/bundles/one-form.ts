// The one form of a bundle's chosen components: each shared fact once, every field
// under an id that tells whose it is, every condition about those ids, every paper's
// subject in the bundle's words (rules 1 to 3).
import type { Answers } from '../cases/answers.ts';
import type { Bundle, BundleComponent } from '../catalogue/bundle-schema.ts';
import type { Catalogue } from '../catalogue/catalogue-schema.ts';
import type {
  EligibilityCheck,
  Field,
  Material,
  MaterialUse,
} from '../catalogue/form-schema.ts';
import { findMatterByCode } from '../catalogue/get-matter.ts';
import { chooseComponents } from './choose.ts';
import { componentId } from './component.ts';

export type Source = Pick<
  Catalogue,
  'matters' | 'materialTypes' | 'applicantForms'
>;

/** One paper as one component asks for it. */
export type PaperUse = {
  /** Component id, or APPLICANT. */
  by: string;
  /** Its id in that component's own form. */
  paperId: string;
  material: Material;
};

export type OneForm = {
  bundle: Bundle;
  chosen: BundleComponent[];
  counterRole: string;
  fields: Field[];
  eligibilityChecks: EligibilityCheck[];
  uses: PaperUse[];
  /** `V04.reason` to its id here. */
  idOf: ReadonlyMap<string, string>;
};

/** The form that says who applies, where a bundle has it. */
export const APPLICANT = 'applicant';

/** A form of its own within the bundle. */
type Part = {
  id: string;
  counterRole: string;
  fields: readonly Field[];
  checks: readonly EligibilityCheck[];
  materials: readonly (Material | MaterialUse)[];
  /** Subject and role of its own to those of the bundle. */
  subjects: Readonly<Record<string, string>>;
};

/** `answers`: to the bundle's questions. */
export function makeOneForm(
  source: Source,
  bundle: Bundle,
  answers: Answers,
): OneForm {
  const chosen = chooseComponents(bundle, answers);
  const parts = partsOf(source, bundle, chosen);
  const idOf = fieldIds(bundle, parts);
  const questions = bundle.questions.flatMap(({ id }): [string, string][] =>
    typeof answers[id] === 'string' ? [[id, `'${answers[id]}'`]] : [],
  );
  const rename = (part: Part) => (condition: string) =>
    renamed(condition, (name) => idOf.get(`${part.id}.${name}`));
  // Of a step outside the papers ask about the questions and about who applies.
  const renameOutside = (condition: string) => {
    const answered = new Map(questions);
    return renamed(
      condition,
      (name) => answered.get(name) ?? idOf.get(`${APPLICANT}.${name}`),
    );
  };
  const uses = [
    ...parts
      .filter(({ id }) => id === APPLICANT)
      .flatMap((part) => usesOf(source, part, rename(part))),
    ...chosen.flatMap((component) => {
      const id = componentId(component);
      const part = parts.find((each) => each.id === id);
      if (part !== undefined) return usesOf(source, part, rename(part));
      return 'external' in component
        ? usesOf(
            source,
            { id, materials: component.materials, subjects: {} },
            renameOutside,
          )
        : [];
    }),
  ];
  return {
    bundle,
    chosen,
    counterRole: counterRoleOf(parts[0]),
    fields: mergeFields(parts, idOf, rename),
    eligibilityChecks: parts.flatMap((part) =>
      part.checks.map((check) => ({
        ...check,
        id: `${part.id}_${check.id}`,
        expr: rename(part)(check.expr),
      })),
    ),
    uses,
    idOf,
  };
}

function partsOf(
  source: Source,
  bundle: Bundle,
  chosen: readonly BundleComponent[],
): Part[] {
  const kind = bundle.applicant ?? 'person';
  const form = source.applicantForms[kind];
  const hasForm = kind === 'organisation' || bundle.applicantForm === true;
  const ofMatters = chosen.flatMap((component): Part[] => {
    const matter =
      'matter' in component
        ? findMatterByCode(source, component.matter)
        : undefined;
    if (matter === undefined) return [];
    const { code: id, eligibilityChecks: checks } = matter;
    return [{ ...matter, id, checks, subjects: component.subjects ?? {} }];
  });
  return hasForm
    ? [{ ...form, id: APPLICANT, subjects: {} }, ...ofMatters]
    : ofMatters;
}

function counterRoleOf(first: Part | undefined): string {
  if (first === undefined) return APPLICANT;
  return first.subjects[first.counterRole] ?? first.counterRole;
}

/** A fact is asked in the first of its forms that is there, and fills the others. */
function fieldIds(
  { sharedFields }: Bundle,
  parts: readonly Part[],
): Map<string, string> {
  const own = parts.flatMap(({ id, fields }) =>
    fields.map((field): [string, string] => [
      `${id}.${field.id}`,
      `${id}_${field.id}`,
    ]),
  );
  const idOf = new Map(own);
  for (const { ask, fills } of sharedFields) {
    const [first, ...others] = [ask, ...fills].filter((at) => idOf.has(at));
    for (const other of others) idOf.set(other, idOf.get(first ?? '') ?? other);
  }
  return idOf;
}

type Member = { field: Field; rename: (condition: string) => string };

function mergeFields(
  parts: readonly Part[],
  idOf: ReadonlyMap<string, string>,
  renameOf: (part: Part) => Member['rename'],
): Field[] {
  const members = new Map<string, Member[]>();
  for (const part of parts)
    for (const each of part.fields) {
      const field = { ...each, ...prefillOf(each, part) };
      const id = idOf.get(`${part.id}.${field.id}`) ?? field.id;
      const member = { field, rename: renameOf(part) };
      // Whose it is to ask stands first, whichever component comes first.
      const isAsking = id === `${part.id}_${field.id}`;
      const others = members.get(id) ?? [];
      members.set(id, isAsking ? [member, ...others] : [...others, member]);
    }
  return [...members].flatMap(([id, all]) => {
    const [first] = all;
    return first === undefined ? [] : [mergeField(id, first, all)];
  });
}

/** Shown when one of its forms shows it, demanded when one that shows it does. */
function mergeField(id: string, first: Member, all: readonly Member[]): Field {
  const { visibleIf: _, requiredIf: __, optionIf, ...field } = first.field;
  const shownIf = all.map(({ field: { visibleIf }, rename }) =>
    visibleIf === undefined ? undefined : rename(visibleIf),
  );
  const demandedIf = all.flatMap(({ field: each, rename }) => {
    if (!each.required && each.requiredIf === undefined) return [];
    const parts = [each.visibleIf, each.required ? undefined : each.requiredIf];
    return [
      parts.flatMap((part) => (part === undefined ? [] : [rename(part)])),
    ];
  });
  const isShown = shownIf.includes(undefined);
  const isDemanded = demandedIf.some((parts) => parts.length === 0);
  return {
    ...field,
    id,
    required: isDemanded,
    ...(!isShown && {
      visibleIf: anyOf(shownIf.flatMap((each) => each ?? [])),
    }),
    ...(!isDemanded &&
      demandedIf.length > 0 && {
        requiredIf: anyOf(
          demandedIf.map((parts) => parts.map((p) => `(${p})`).join(' && ')),
        ),
      }),
    ...(optionIf && {
      optionIf: Object.fromEntries(
        Object.entries(optionIf).map(([option, condition]) => [
          option,
          first.rename(condition),
        ]),
      ),
    }),
  };
}

/** True when one of the conditions is. */
export function anyOf(conditions: readonly string[]): string {
  const [first = 'false', ...others] = new Set(conditions);
  return others.length === 0
    ? first
    : [first, ...others].map((each) => `(${each})`).join(' || ');
}

/** What is prefilled not by a person, but by the household, the clock, the place. */
const NOBODY = /^(?:household|clock|device)\./;

function prefillOf({ prefill }: Field, { subjects }: Part) {
  if (prefill === undefined || NOBODY.test(prefill)) return {};
  const [role = '', attribute = ''] = prefill.split('.');
  return { prefill: `${subjects[role] ?? role}.${attribute}` };
}

function usesOf(
  { materialTypes }: Source,
  { id, materials, subjects }: Pick<Part, 'id' | 'materials' | 'subjects'>,
  rename: (condition: string) => string,
): PaperUse[] {
  return materials.flatMap((use) => {
    const type = materialTypes.find((each) => each.id === use.typeId);
    if (type === undefined) return [];
    const subject = subjects[use.subject] ?? use.subject;
    const { requiredIf, ...rest } = use;
    const material: Material = {
      // What an office outside asks for is said by type and subject alone.
      copies: 1,
      name: type.name,
      kind: type.kind,
      source: type.source,
      handling: type.handling,
      provider: '',
      deficiencyAllowed: false,
      commitmentAllowed: false,
      eCert: { replaces: type.eCert !== null, name: type.eCert },
      ...rest,
      id: `${use.typeId}-${subject}`,
      subject,
      ...(requiredIf !== undefined && { requiredIf: rename(requiredIf) }),
    };
    return [{ by: id, paperId: use.id ?? use.typeId, material }];
  });
}

/** Texts and names; what a name is followed by tells a helper from a field. */
const WORDS = /'[^']*'|[A-Za-z][\w-]*(?!\s*\()/g;

function renamed(
  condition: string,
  newName: (name: string) => string | undefined,
): string {
  return condition.replaceAll(WORDS, (word) => newName(word) ?? word);
}
