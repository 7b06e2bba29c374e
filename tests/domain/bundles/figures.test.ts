import { describe, expect, test } from 'vitest';
import {
  bundleFigures,
  intoOneForm,
} from '../../../src/domain/bundles/figures.ts';
import { makeOneForm } from '../../../src/domain/bundles/one-form.ts';
import { componentId } from '../../../src/domain/bundles/component.ts';
import { theCalendar } from '../calendar/the-calendar.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';

/** What a merged paper is called is for people. */
function withoutName<Paper extends { name: string }>(paper: Paper) {
  const rest: Partial<Paper> = { ...paper };
  delete rest.name;
  return rest;
}

const catalogue = theCatalogue();
const context = { today: catalogue.generated, calendar: theCalendar() };

describe.each(catalogue.bundles)('$code $name', (bundle) => {
  test('its figures are those of its example', () => {
    const { answers, forms } = bundle.example;
    const form = makeOneForm(catalogue, bundle, answers);
    const { before, after, papers } = bundleFigures(
      catalogue,
      form,
      intoOneForm(form, forms),
      context,
    );
    const { mergedMaterials, scenario: _, ...computed } = bundle.computed;
    expect({
      components: form.chosen.map(componentId),
      before,
      after,
    }).toEqual(computed);
    expect(
      papers.map(({ key, material, uses, how, because }) => ({
        key,
        typeId: material.typeId,
        subject: material.subject,
        kind: material.kind,
        copies: material.copies,
        source: material.source,
        deficiencyAllowed: material.deficiencyAllowed,
        commitmentAllowed: material.commitmentAllowed,
        eCertReplaces: material.eCert.replaces,
        handling: material.handling,
        usedBy: uses.map(({ by }) => by),
        how,
        because,
      })),
    ).toEqual(mergedMaterials.map(withoutName));
  });
});
