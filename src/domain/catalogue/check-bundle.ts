import { componentId } from '../bundles/component.ts';
import { bundleFigures, intoOneForm } from '../bundles/figures.ts';
import { makeOneForm } from '../bundles/one-form.ts';
import { NO_CALENDAR } from '../calendar/working-days.ts';
import type { FullBundle } from './full-bundle-schema.ts';
import { checkBundleConditions } from './check-conditions.ts';
import { reportDuplicates, type Checker } from './check-context.ts';
import { checkMaterialUse } from './check-form.ts';

/** Rules of one bundle. `at` = its path in the file. */
export function checkBundle(
  bundle: FullBundle,
  at: string,
  check: Checker,
): void {
  check.inEnum('statuses', bundle.status, `${at}.status`);
  check.inEnum('bundleLevels', bundle.level, `${at}.level`);
  check.department(bundle.lead, `${at}.lead`);
  if (bundle.countyList !== null) {
    check.inEnum('countyLists', bundle.countyList, `${at}.countyList`);
  }
  if (bundle.handOnTo !== undefined) {
    check.department(bundle.handOnTo, `${at}.handOnTo`);
  }
  if (bundle.applicant !== undefined) {
    check.inEnum('applicants', bundle.applicant, `${at}.applicant`);
  }
  const assistOnly = bundle.level === 'assist-only';
  if (assistOnly !== (bundle.handOnTo !== undefined)) {
    check.contradiction(`${at}.handOnTo`, 'assistOnlyHandsOn');
  }
  if (assistOnly && bundle.handbook === undefined) {
    check.contradiction(`${at}.handbook`, 'assistOnlyHasHandbook');
  }
  for (const subject of Object.keys(bundle.subjects)) {
    check.inEnum('subjects', subject, `${at}.subjects.${subject}`);
  }
  for (const [part, value] of Object.entries(bundle.provenance)) {
    check.inEnum('provenance', value, `${at}.provenance.${part}`);
  }
  checkQuestions(bundle, at, check);
  checkComponents(bundle, at, check);
  checkBundleConditions(bundle, at, check);
  checkSharedFields(bundle, at, check);
  bundle.substitutions.forEach(({ need, by }, index) => {
    const path = `${at}.substitutions.${index}`;
    checkPaperKey(need, `${path}.need`, check);
    if (by.includes('/')) checkPaperKey(by, `${path}.by`, check);
    else check.inEnum('substitutes', by, `${path}.by`);
  });
}

/**
 * The figures of the example are what the rules make of it, never typed in. Of a
 * catalogue that is sound otherwise.
 */
export function checkBundleFigures(
  bundle: FullBundle,
  at: string,
  check: Checker,
): void {
  const { catalogue } = check;
  const { answers, forms } = bundle.example;
  const form = makeOneForm(catalogue, bundle, answers);
  const { before, after, papers } = bundleFigures(
    catalogue,
    form,
    intoOneForm(form, forms),
    { today: catalogue.generated, calendar: NO_CALENDAR },
  );
  const { computed } = bundle;
  const stated = described(
    computed,
    computed.components,
    computed.mergedMaterials,
  );
  const counted = described(
    { before, after },
    form.chosen.map(componentId),
    papers.map(({ uses, ...paper }) => ({
      ...paper,
      usedBy: uses.map(({ by }) => by),
    })),
  );
  if (stated !== counted)
    check.contradiction(`${at}.computed`, 'figuresAreDerived');
}

type Described = {
  key: string;
  how: string;
  because: string | null;
  usedBy: string[];
};

/** Everything that is counted, as one text. */
function described(
  { before, after }: Pick<FullBundle['computed'], 'before' | 'after'>,
  components: readonly string[],
  papers: readonly Described[],
): string {
  return JSON.stringify([
    components,
    [before, after].map((each) => [
      each.papers,
      each.visits,
      each.workdays,
      each.fields,
    ]),
    papers.map(({ key, how, because, usedBy }) => [key, how, because, usedBy]),
  ]);
}

function checkQuestions(bundle: FullBundle, at: string, check: Checker): void {
  const ids = bundle.questions.map(({ id }) => id);
  reportDuplicates(ids, `${at}.questions`, check.report);
  for (const [id, answer] of Object.entries(bundle.example.answers)) {
    const path = `${at}.example.answers.${id}`;
    const question = bundle.questions.find((each) => each.id === id);
    if (question === undefined) check.report(path, 'unknownReference', id);
    else if (!question.options.includes(answer)) {
      check.report(path, 'unknownValue', answer);
    }
  }
}

function checkComponents(bundle: FullBundle, at: string, check: Checker): void {
  const ids = bundle.components.map(componentId);
  reportDuplicates(ids, `${at}.components`, check.report);
  bundle.components.forEach((component, index) => {
    const path = `${at}.components.${index}`;
    if ('matter' in component) check.matter(component.matter, path);
    else {
      check.department(component.officeId, `${path}.officeId`);
      component.materials.forEach((material, n) => {
        checkMaterialUse(material, `${path}.materials.${n}`, check);
      });
      if (component.promisedDays === null && !component.outsidePromise) {
        check.contradiction(`${path}.promisedDays`, 'unknownDaysAreOutside');
      }
    }
    if (component.required === (component.when !== undefined)) {
      check.contradiction(`${path}.when`, 'requiredOrConditional');
    }
    component.after.forEach((id, n) => {
      if (!ids.includes(id)) {
        check.report(`${path}.after.${n}`, 'unknownReference', id);
      }
    });
    component.outputs?.forEach(({ typeId, subject }, n) => {
      checkPaperKey(`${typeId}/${subject}`, `${path}.outputs.${n}`, check);
    });
  });
  if (hasCircle(bundle)) {
    check.contradiction(`${at}.components`, 'orderHasNoCircle');
  }
}

function checkSharedFields(
  bundle: FullBundle,
  at: string,
  check: Checker,
): void {
  const known = (address: string): boolean => {
    const [form = '', field = ''] = address.split('.');
    const { matters, applicantForms } = check.catalogue;
    const fields =
      form === 'applicant'
        ? applicantForms[bundle.applicant ?? 'person'].fields
        : matters.find(({ code }) => code === form)?.fields;
    return fields?.some(({ id }) => id === field) ?? false;
  };
  bundle.sharedFields.forEach(({ ask, fills }, index) => {
    for (const address of [ask, ...fills]) {
      if (!known(address)) {
        const path = `${at}.sharedFields.${index}`;
        check.report(path, 'unknownReference', address);
      }
    }
  });
}

function checkPaperKey(key: string, path: string, check: Checker): void {
  const [typeId = '', subject = ''] = key.split('/');
  check.materialType(typeId, path);
  check.inEnum('subjects', subject, path);
}

/** True when `after` leads back to where it started: no order could be kept. */
function hasCircle(bundle: FullBundle): boolean {
  let open = bundle.components.map((component) => ({
    id: componentId(component),
    after: component.after,
  }));
  for (;;) {
    const waiting = new Set(open.map(({ id }) => id));
    const next = open.filter(({ after }) =>
      after.some((id) => waiting.has(id)),
    );
    if (next.length === open.length) return next.length > 0;
    open = next;
  }
}

/** One external id is one name and one office, whatever bundle cites it. */
export function checkExternalComponents(
  bundles: readonly FullBundle[],
  check: Checker,
): void {
  const first = new Map<string, { name: string; officeId: string }>();
  bundles.forEach((bundle, index) => {
    bundle.components.forEach((component, n) => {
      if ('matter' in component) return;
      const known = first.get(component.external);
      first.set(component.external, known ?? component);
      const same =
        known === undefined ||
        (known.name === component.name &&
          known.officeId === component.officeId);
      if (!same) {
        const path = `bundles.${index}.components.${n}`;
        check.contradiction(path, 'oneExternalOneOffice');
      }
    });
  });
}
