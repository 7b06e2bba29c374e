import { describe, expect, test } from 'vitest';
import type { FullCatalogue } from '../../../src/domain/catalogue/full-catalogue-schema.ts';
import { checkCatalogue } from '../../../src/domain/catalogue/check-catalogue.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { theCatalogue } from './the-catalogue.ts';

const CONDITION_KEYS = ['visibleIf', 'requiredIf', 'when', 'expr'];

/** Options have conditions under their own names. */
const isOfOption = (path: string) => path.endsWith('.optionIf');

/** Every place of a condition in the file, and what stands there. */
function conditionsIn(value: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, each] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    // Golden cases of their own, and words for people.
    if (at === 'expression' || at.endsWith('.outcomes')) continue;
    const isCondition = CONDITION_KEYS.includes(key) || isOfOption(path);
    if (isCondition && typeof each === 'string') found.set(at, each);
    for (const [deeper, text] of conditionsIn(each, at)) {
      found.set(deeper, text);
    }
  }
  return found;
}

/** Issues of a catalogue in which one thing has been changed. */
function issuesAfter(change: (catalogue: FullCatalogue) => void) {
  const catalogue = theCatalogue();
  change(catalogue);
  return checkCatalogue(catalogue);
}

function fieldOf(catalogue: FullCatalogue, code: string, id: string) {
  const field = getMatter(catalogue, code).fields.find(
    (each) => each.id === id,
  );
  if (field === undefined) throw new Error(`${code} has no ${id}`);
  return field;
}

test('every condition of the catalogue is of the grammar and fits its form', () => {
  const catalogue = theCatalogue();
  expect(conditionsIn(catalogue).size).toBeGreaterThan(300);
  expect(checkCatalogue(catalogue)).toEqual([]);
});

test('no place for a condition is forgotten', () => {
  const catalogue = theCatalogue();
  const places = [...conditionsIn(catalogue).keys()];
  const broken = JSON.parse(
    JSON.stringify(catalogue, (key, value: unknown) => {
      if (key === 'optionIf')
        return Object.fromEntries(
          Object.entries(value as Record<string, string>).map(
            ([option, condition]) => [option, `${condition} &&`],
          ),
        );
      return CONDITION_KEYS.includes(key) && typeof value === 'string'
        ? `${value} &&`
        : value;
    }),
  ) as FullCatalogue;
  const named = checkCatalogue(broken).filter(
    ({ code }) => code === 'condition',
  );
  expect(named.map(({ path }) => path).sort()).toEqual(places.sort());
  for (const { detail } of named) expect(detail).toContain('unexpectedEnd');
});

describe('a broken condition is named with matter, field and place', () => {
  test('when a name is misspelt', () => {
    const issues = issuesAfter((catalogue) => {
      fieldOf(catalogue, 'V04', 'deathDate').visibleIf = "raeson == '死亡'";
    });
    expect(issues).toEqual([
      {
        path: 'matters.3.fields.4.visibleIf',
        code: 'condition',
        detail: 'V04 deathDate, character 1: unknownName (raeson)',
      },
    ]);
  });

  test('when a choice has no such option', () => {
    const issues = issuesAfter((catalogue) => {
      fieldOf(catalogue, 'V04', 'deathDate').visibleIf = "reason == '去世'";
    });
    expect(issues.map(({ detail }) => detail)).toEqual([
      'V04 deathDate, character 11: notAnOption (去世)',
    ]);
  });

  test('when an option that it asks for is taken away', () => {
    const issues = issuesAfter((catalogue) => {
      fieldOf(catalogue, 'V04', 'reason').options = ['死去', '其他'];
    });
    const named = issues.map(({ detail }) => detail?.split(':')[0]);
    expect(named).toEqual([
      'V04 deathDate, character 11',
      'V04 cremated, character 11',
      'V04 V04-M2, character 11',
      'V04 V04-M4, character 11',
      'V04 reason, character 11',
      'V04 late, character 11',
    ]);
  });

  test('when a check does not come to true or false', () => {
    const issues = issuesAfter((catalogue) => {
      const [check] = getMatter(catalogue, 'V01').eligibilityChecks;
      if (check) check.expr = 'age(applicantIdNo)';
    });
    expect(issues).toEqual([
      {
        path: 'matters.0.eligibilityChecks.0.expr',
        code: 'condition',
        detail: 'V01 age16, character 1: notACondition (number)',
      },
    ]);
  });

  test('when fields wait for each other to be shown, as the circle they are', () => {
    const issues = issuesAfter((catalogue) => {
      fieldOf(catalogue, 'V04', 'reason').visibleIf =
        "relation == '本人' && cremated == '是'";
    });
    expect(issues).toEqual([
      {
        path: 'matters.3.fields.3.visibleIf',
        code: 'condition',
        detail: 'V04 reason, character 21: circle (reason > cremated > reason)',
      },
    ]);
  });

  test('in the applicant forms', () => {
    const issues = issuesAfter(({ applicantForms: { organisation } }) => {
      const [, second] = organisation.checks;
      if (second) second.expr = 'handlerIdNo == mandateUntil';
    });
    expect(issues).toEqual([
      {
        path: 'applicantForms.organisation.checks.1.expr',
        code: 'condition',
        detail:
          'organisation handlerIsRep, character 16: mixedTypes (text, date)',
      },
    ]);
  });
});

describe('a bundle’s conditions', () => {
  const bundleOf = ({ bundles }: FullCatalogue, code: string) => {
    const index = bundles.findIndex((each) => each.code === code);
    const bundle = bundles[index];
    if (bundle === undefined) throw new Error(`no bundle ${code}`);
    return { bundle, at: `bundles.${index}` };
  };

  test('ask its questions, and no field of the matters in it', () => {
    const issues = issuesAfter((catalogue) => {
      const [component] = bundleOf(catalogue, 'B01').bundle.components;
      if (component) component.when = "certNeeded == '也许' || present(reason)";
    });
    expect(issues.map(({ path, detail }) => [path, detail])).toEqual([
      [
        'bundles.0.components.0.when',
        'B01 X-DEATH, character 15: notAnOption (也许)',
      ],
      [
        'bundles.0.components.0.when',
        'B01 X-DEATH, character 31: unknownName (reason)',
      ],
    ]);
  });

  test('of an external paper may ask the applicant form too', () => {
    const setRequiredIf = (condition: string) =>
      issuesAfter((catalogue) => {
        const { components } = bundleOf(catalogue, 'B18').bundle;
        const material = components.flatMap((each) =>
          'external' in each
            ? each.materials.filter(({ requiredIf }) => requiredIf)
            : [],
        )[0];
        if (material) material.requiredIf = condition;
      });
    expect(setRequiredIf("staff == '是' && orgType == '公司'")).toEqual([]);
    const [issue] = setRequiredIf("orgType == '公司' && applicantName == 'x'");
    expect(issue?.detail).toBe(
      'B18 X-ORGOFF PLEDGE_CLOSE, character 20: unknownName (applicantName)',
    );
  });

  test('of an external paper ask no form that the bundle does not have', () => {
    const issuesWith = (applicantForm: boolean) =>
      issuesAfter((catalogue) => {
        const { bundle } = bundleOf(catalogue, 'B12');
        bundle.applicantForm = applicantForm;
        const [component] = bundle.components;
        if (component === undefined || !('external' in component)) return;
        component.materials.push({
          typeId: 'POA',
          subject: 'applicant',
          required: false,
          requiredIf: "submitBy == '近亲属'",
          condition: 'x',
        });
      }).map(({ code }) => code);
    expect(issuesWith(true)).not.toContain('condition');
    expect(issuesWith(false)).toContain('condition');
  });

  test('could mean two things by a question named like a field of the form', () => {
    const issues = issuesAfter((catalogue) => {
      const { bundle } = bundleOf(catalogue, 'B18');
      bundle.questions.push({
        id: 'orgType',
        label: 'x',
        type: 'select',
        options: ['a', 'b'],
      });
    });
    expect(issues.map(({ code, detail }) => [code, detail])).toContainEqual([
      'duplicate',
      'orgType',
    ]);
  });
});
