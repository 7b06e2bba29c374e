import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  makeBundleMatter,
  mayWait,
} from '../../../src/domain/bundles/bundle-matter.ts';
import {
  componentId,
  earlierOf,
} from '../../../src/domain/bundles/component.ts';
import {
  answersFor,
  consentsFor,
  papersFor,
} from '../../../src/domain/bundles/divide.ts';
import {
  bundleFigures,
  intoOneForm,
} from '../../../src/domain/bundles/figures.ts';
import type { Bundle } from '../../../src/domain/catalogue/bundle-schema.ts';
import { examineForm } from '../../../src/domain/rules/examine-form.ts';
import { checkCondition } from '../../../src/domain/rules/expressions/check-condition.ts';
import { theCalendar } from '../calendar/the-calendar.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';

const catalogue = theCatalogue();
const context = {
  today: catalogue.generated,
  calendar: theCalendar(),
  demo: true,
};

function bundleOf(code: string) {
  const bundle = catalogue.bundles.find((each) => each.code === code);
  if (bundle === undefined) throw new Error(`no bundle ${code}`);
  return bundle;
}

/** Some answer to each of a bundle's questions. */
const anyAnswers = ({ questions }: Bundle) =>
  fc.record(
    Object.fromEntries(
      questions.map(({ id, options }) => [id, fc.constantFrom(...options)]),
    ),
  );

describe.each(catalogue.bundles)('$code $name', (bundle) => {
  test('whatever is answered, every condition is about what the form asks', () => {
    fc.assert(
      fc.property(anyAnswers(bundle), (answers) => {
        const { matter } = makeBundleMatter(catalogue, bundle, answers);
        const scope = new Map(matter.fields.map((field) => [field.id, field]));
        const conditions = [
          ...matter.fields.flatMap((field) => [
            field.visibleIf,
            field.requiredIf,
            ...Object.values(field.optionIf ?? {}),
          ]),
          ...matter.materials.map(({ requiredIf }) => requiredIf),
          ...matter.eligibilityChecks.map(({ expr }) => expr),
        ].filter((each) => each !== undefined);
        for (const condition of conditions)
          expect({ condition, is: checkCondition(condition, scope) }).toEqual({
            condition,
            is: [],
          });
        expect(scope.size).toBe(matter.fields.length);
      }),
      { numRuns: 20 },
    );
  });

  test('whatever is answered, together it is never more than one by one', () => {
    fc.assert(
      fc.property(anyAnswers(bundle), (answers) => {
        const { form } = makeBundleMatter(catalogue, bundle, answers);
        if (form.chosen.length === 0) return;
        const { before, after, papers } = bundleFigures(
          catalogue,
          form,
          {},
          context,
        );
        expect(after.papers).toBeLessThanOrEqual(before.papers);
        expect(after.visits).toBeLessThanOrEqual(before.visits);
        expect(after.workdays).toBeLessThanOrEqual(before.workdays);
        expect(after.fields).toBeLessThanOrEqual(before.fields);
        // No paper of a component is forgotten on the way.
        const used = papers.flatMap(({ uses }) => uses).length;
        expect(used).toBe(before.papers);
      }),
      { numRuns: 20 },
    );
  });

  test('of its example, what the form asks to bring is what its figures count', () => {
    const { answers, forms } = bundle.example;
    const { form, matter } = makeBundleMatter(catalogue, bundle, answers);
    const { ruling } = examineForm(matter, intoOneForm(form, forms), context);
    const brought = bundle.computed.mergedMaterials
      .filter(({ how }) => how === 'brought')
      .map(({ typeId, subject }) => `${typeId}-${subject}`);
    const asked = ruling.papers.asked
      .filter(({ source }) => source === 'citizen')
      .map(({ id }) => id);
    expect(new Set(asked)).toEqual(new Set(brought));
  });
});

describe('身后一件事', () => {
  const bundle = bundleOf('B01');
  const made = makeBundleMatter(catalogue, bundle, bundle.example.answers);

  test('the worked example of the format: 32 papers to 3, 10 trips to 1, 20 days to 1', () => {
    const answers = intoOneForm(made.form, bundle.example.forms);
    const { before, after, papers } = bundleFigures(
      catalogue,
      made.form,
      answers,
      context,
    );
    expect(before).toMatchObject({ papers: 32, visits: 10, workdays: 20 });
    expect(after).toMatchObject({ papers: 3, visits: 1, workdays: 1 });
    expect(before).toMatchObject(bundle.claimed?.before ?? {});
    expect(after).toMatchObject(bundle.claimed?.after ?? {});
    const by = new Map<string, number>();
    for (const { uses } of papers)
      for (const use of uses) by.set(use.by, (by.get(use.by) ?? 0) + 1);
    expect([...by.values()].sort((a, b) => a - b)).toEqual([
      2, 2, 2, 3, 3, 3, 3, 3, 5, 6,
    ]);
    expect(papers).toHaveLength(11);
  });

  test('a fact of two forms is typed once and stands in both', () => {
    const ids = made.matter.fields.map(({ id }) => id);
    expect(ids.filter((id) => id.endsWith('deceasedIdNo'))).toEqual([
      'V22_deceasedIdNo',
    ]);
    const typed = {
      V22_deceasedIdNo: '1',
      V22_reporterName: 'R',
      V04_reason: 'x',
    };
    expect(answersFor(made, 'V22', typed)).toEqual({
      deceasedIdNo: '1',
      reporterName: 'R',
    });
    expect(answersFor(made, 'V04', typed)).toEqual({
      deceasedIdNo: '1',
      applicantName: 'R',
      reason: 'x',
    });
  });

  test('a paper that stands in for another is handed in under both', () => {
    const papers = papersFor(made, 'V04');
    const kin = papers.find(({ paperId }) => paperId === 'V04-M4');
    expect(kin?.instead).toBe('HUKOU_BOOK-deceased');
    const death = papers.find(({ paperId }) => paperId === 'V04-M2');
    expect(death?.because).toBe('X-DEATH');
  });

  test('what was ticked goes to the component that it is about', () => {
    const at = '2026-11-30T08:00:00.000Z';
    const [check] = made.matter.eligibilityChecks;
    const consents = ['readBack', `check:${check?.id}`].map((id) => ({
      id,
      at,
    }));
    const owner = check?.id.split('_')[0] ?? '';
    const other = owner === 'V22' ? 'V04' : 'V22';
    expect(consentsFor(made, owner, consents).map(({ id }) => id)).toEqual([
      'readBack',
      `check:${check?.id.slice(owner.length + 1)}`,
    ]);
    expect(consentsFor(made, other, consents).map(({ id }) => id)).toEqual([
      'readBack',
    ]);
  });

  test('the order leads from the certificate to what depends on it', () => {
    const earlier = earlierOf(bundle);
    expect([...(earlier.get('V04') ?? [])].sort()).toEqual([
      'V22',
      'X-DEATH',
      'X-FUNERAL',
    ]);
    expect(earlier.get('X-DEATH')?.size).toBe(0);
  });
});

test('what a newborn cannot know yet waits, and is not demanded', () => {
  const bundle = bundleOf('B02');
  const made = makeBundleMatter(catalogue, bundle, bundle.example.answers);
  expect([...mayWait(made)].sort()).toEqual(['V05', 'V06']);
  const number = made.matter.fields.find(
    ({ id }) => id === 'V06_applicantIdNo',
  );
  expect(number).toMatchObject({ required: false });
});

test('a part that was left out leaves the order between the others', () => {
  const bundle = bundleOf('B15');
  const earlier = earlierOf(bundle);
  const { form } = makeBundleMatter(catalogue, bundle, {
    where: bundle.questions[0]?.options[1] ?? '',
  });
  expect(form.chosen.map(componentId)).not.toContain('X-PLANPERMIT');
  expect(earlier.get('X-CONSTRUCT')).toContain('X-PROJECT');
});
