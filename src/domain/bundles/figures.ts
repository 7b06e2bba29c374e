// What a bundle saves, counted from its data: each component done alone, and all of
// them together.
import type { Answers } from '../cases/answers.ts';
import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import type { BundleComponent } from '../catalogue/bundle-schema.ts';
import { ON_THE_SPOT } from '../catalogue/enumerations.ts';
import { findMatterByCode } from '../catalogue/get-matter.ts';
import { applyRules } from '../rules/apply-rules.ts';
import { readRules } from '../rules/form-rules.ts';
import { alongOrder, componentId } from './component.ts';
import { mergePapers, type MergedPaper } from './merge-papers.ts';
import type { OneForm, PaperUse, Source } from './one-form.ts';

export type Figures = {
  papers: number;
  visits: number;
  /** Working days. */
  workdays: number;
  fields: number;
};

/** Rule 2: the papers that the answers so far ask for. */
export function neededPapers(
  form: OneForm,
  answers: Answers,
  context: { today: string; calendar: WorkCalendar },
): PaperUse[] {
  const rules = readRules({
    ...form,
    materials: form.uses.map(({ material }) => material),
  });
  const asked = new Set(applyRules(rules, answers, context).papers.asked);
  return form.uses.filter(({ material }) => asked.has(material));
}

/** `answers`: those of the one form. */
export function bundleFigures(
  source: Source,
  form: OneForm,
  answers: Answers,
  context: { today: string; calendar: WorkCalendar },
): { before: Figures; after: Figures; papers: MergedPaper[] } {
  const { bundle, chosen } = form;
  const needed = neededPapers(form, answers, context);
  const papers = mergePapers(bundle, chosen, needed);
  return {
    before: {
      papers: needed.length,
      visits: visitsOf(source, form),
      workdays: longestChain(
        form,
        (each) => each.daysBefore ?? daysAlone(source, each).legal,
      ),
      fields: form.idOf.size,
    },
    after: {
      papers: papers.filter(({ how }) => how === 'brought').length,
      visits: 1,
      workdays: longestChain(form, (each) => daysInBundle(source, each)),
      fields: form.idOf.size - filledFields(form),
    },
    papers,
  };
}

/** Working days that are promised for a component once those before it are done. */
export function daysInBundle(
  source: Pick<Source, 'matters'>,
  component: BundleComponent,
): number {
  return (
    component.promisedDaysInBundle ?? daysAlone(source, component).promised
  );
}

/** What is outside the promise is left out. */
function longestChain(
  { bundle, chosen }: OneForm,
  daysOf: (component: BundleComponent) => number,
): number {
  const days = new Map(
    chosen
      .filter(({ outsidePromise }) => outsidePromise !== true)
      .map((each) => [componentId(each), daysOf(each)]),
  );
  const ends = alongOrder<number>(
    bundle,
    (id, before) => Math.max(0, ...before) + (days.get(id) ?? 0),
  );
  return Math.max(0, ...ends.values());
}

/**
 * Fields that another one fills. By the format only where the form that is meant to
 * ask is among the chosen; the one form asks once even where it is not.
 */
function filledFields({ bundle, idOf }: OneForm): number {
  return bundle.sharedFields
    .filter(({ ask }) => idOf.has(ask))
    .flatMap(({ fills }) => fills)
    .filter((at) => idOf.has(at)).length;
}

/** One for each office and for each step of the order at which it is gone to. */
function visitsOf(source: Source, { bundle, chosen }: OneForm): number {
  const office = new Map(
    chosen.map((each) => [componentId(each), officeOf(source, each)]),
  );
  const steps = alongOrder<number>(
    bundle,
    (id, before) => Math.max(0, ...before) + (office.has(id) ? 1 : 0),
  );
  return new Set([...office].map(([id, at]) => `${at} ${steps.get(id)}`)).size;
}

/** Who decides it. */
export function officeOf(
  source: Pick<Source, 'matters'>,
  component: BundleComponent,
): string {
  if ('external' in component) return component.officeId;
  const matter = findMatterByCode(source, component.matter);
  return matter?.routing.departmentId ?? '';
}

/** Of a component by itself; what is done on the spot counts none. */
function daysAlone(
  source: Pick<Source, 'matters'>,
  component: BundleComponent,
) {
  const of =
    'external' in component
      ? component
      : findMatterByCode(source, component.matter);
  const promised = of?.promisedDays ?? 0;
  return of !== undefined && 'caseType' in of && of.caseType === ON_THE_SPOT
    ? { legal: 0, promised: 0 }
    : { legal: of?.legalDays ?? promised, promised };
}

/** The answers of single forms, `V04.reason`, as those of the one form. */
export function intoOneForm(
  { idOf }: Pick<OneForm, 'idOf'>,
  forms: Readonly<Record<string, Answers>>,
): Answers {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([form, answers]) =>
      Object.entries(answers).flatMap(([field, answer]) => {
        const id = idOf.get(`${form}.${field}`);
        return id === undefined ? [] : [[id, answer]];
      }),
    ),
  );
}
