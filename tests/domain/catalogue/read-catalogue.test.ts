import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FullCatalogue } from '../../../src/domain/catalogue/full-catalogue-schema.ts';
import { checkCatalogue } from '../../../src/domain/catalogue/check-catalogue.ts';
import { deriveStats } from '../../../src/domain/catalogue/check-stats.ts';
import {
  readCatalogue,
  readPublishedCatalogue,
} from '../../../src/domain/catalogue/read-catalogue.ts';
import { catalogueJson, theCatalogue } from './the-catalogue.ts';

/** Issues after `breakIt` has changed one thing in a sound catalogue. */
function issuesAfter(breakIt: (catalogue: FullCatalogue) => void) {
  const catalogue = structuredClone(theCatalogue());
  breakIt(catalogue);
  const reading = readCatalogue(catalogue);
  return reading.ok ? [] : reading.issues;
}

function first<T>(list: readonly T[] | undefined): T {
  const item = list?.[0];
  if (item === undefined) throw new Error('nothing there');
  return item;
}

describe('the catalogue as imported', () => {
  test('is read whole: nothing is refused and no key is lost', () => {
    const json = catalogueJson();
    const reading = readCatalogue(json);
    expect(reading).toEqual({ ok: true, value: json });
  });

  test('holds 32 matters and 18 bundles, and its counts are right', () => {
    const catalogue = theCatalogue();
    expect(catalogue.matters).toHaveLength(32);
    expect(catalogue.bundles).toHaveLength(18);
    expect(deriveStats(catalogue)).toEqual(catalogue.stats);
  });

  test('has no matter that is settled in the village', () => {
    const roles = theCatalogue().matters.map((m) => m.villageRole.kind);
    expect(roles).not.toContain('decide');
  });
});

describe('a catalogue to be published is refused', () => {
  test('when a key is misspelt, at any depth', () => {
    const json = catalogueJson();
    const [matter] = json['matters'] as Record<string, unknown>[];
    Object.assign(matter ?? {}, { promiseDays: 3 });
    expect(readCatalogue(json)).toEqual({
      ok: false,
      issues: [{ path: 'matters.0.promiseDays', code: 'unknownKey' }],
    });
  });

  test('when a field type is unknown to the program', () => {
    const json = catalogueJson();
    const [matter] = json['matters'] as { fields: { type: string }[] }[];
    first(matter?.fields).type = 'hologram';
    expect(readCatalogue(json)).toMatchObject({
      ok: false,
      issues: [{ path: 'matters.0.fields.0.type', code: 'shape' }],
    });
  });

  test('when a value is not in its own enumerations', () => {
    const issues = issuesAfter((catalogue) => {
      first(catalogue.matters).delivery.methods = ['pigeon'];
    });
    expect(issues).toContainEqual({
      path: 'matters.0.delivery.methods.0',
      code: 'unknownValue',
      detail: 'deliveryMethods: pigeon',
    });
  });

  test('when the days of the route do not make the promise', () => {
    const issues = issuesAfter((catalogue) => {
      first(catalogue.matters).promisedDays += 1;
    });
    expect(issues).toContainEqual({
      path: 'matters.0.promisedDays',
      code: 'contradiction',
      rule: 'routeDaysMakeThePromise',
    });
  });

  test('when an identity card is to be kept', () => {
    const issues = issuesAfter((catalogue) => {
      first(first(catalogue.matters).materials).handling = 'keep';
    });
    expect(issues).toContainEqual({
      path: 'matters.0.materials.0.handling',
      code: 'contradiction',
      rule: 'identityCardIsNeverKept',
    });
  });

  test.each<[string, string, (catalogue: FullCatalogue) => void]>([
    [
      'a matter stands in two categories',
      'duplicate',
      (c) => {
        c.categories[1]?.matters.push('V01');
      },
    ],
    [
      'a matter stands in no category',
      'contradiction',
      (c) => {
        first(c.categories).matters.shift();
      },
    ],
    [
      'two fields share an id',
      'duplicate',
      (c) => {
        const { fields } = first(c.matters);
        fields.unshift(first(fields));
      },
    ],
    [
      'a paper is of a type that is not there',
      'unknownReference',
      (c) => {
        first(first(c.matters).materials).typeId = 'MOON_ROCK';
      },
    ],
    [
      'an office is not there',
      'unknownReference',
      (c) => {
        first(first(c.matters).route).officeId = 'nowhere';
      },
    ],
    [
      'a choice has no options',
      'contradiction',
      (c) => {
        const choice = first(c.matters).fields.find((f) => f.type === 'select');
        delete choice?.options;
      },
    ],
    [
      'an option is decided that the choice has not',
      'unknownValue',
      (c) => {
        const choice = first(c.matters).fields.find((f) => f.type === 'select');
        if (choice !== undefined) choice.optionIf = { 'no option': 'true' };
      },
    ],
    [
      'what is no choice is decided',
      'contradiction',
      (c) => {
        first(first(c.matters).fields).optionIf = {};
      },
    ],
    [
      'the address that owns the case is not a field',
      'unknownReference',
      (c) => {
        first(c.matters).routing.belongsBy = 'moonAddress';
      },
    ],
    [
      'a preset reason is about nothing',
      'unknownReference',
      (c) => {
        first(first(c.matters).corrections).about = 'nothing';
      },
    ],
    [
      'a matter posted is not posted',
      'contradiction',
      (c) => {
        first(c.matters).channels.postal = !first(c.matters).channels.postal;
      },
    ],
    [
      'a bundle waits for itself',
      'contradiction',
      (c) => {
        const component = first(first(c.bundles).components);
        component.after = ['X-DEATH'];
      },
    ],
    [
      'a shared fact fills a field that is not there',
      'unknownReference',
      (c) => {
        first(first(c.bundles).sharedFields).fills.push('V04.nothing');
      },
    ],
    [
      'a village is of a township that is not there',
      'unknownReference',
      (c) => {
        first(c.regions.villages).town9 = '999999999';
      },
    ],
    [
      'a count was edited by hand',
      'contradiction',
      (c) => {
        c.stats['matters'] = 33;
      },
    ],
    [
      'what a bundle saves was typed in',
      'contradiction',
      (c) => {
        first(c.bundles).computed.before.papers = 33;
      },
    ],
  ])('when %s', (_, code, breakIt) => {
    expect(issuesAfter(breakIt).map((issue) => issue.code)).toContain(code);
  });

  test('with a list, not an exception, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(readCatalogue(json).ok).toBe(false);
        expect(readPublishedCatalogue(json).ok).toBe(false);
      }),
    );
  });
});

describe('a published catalogue of a newer program', () => {
  test('is read although it has keys this program does not know', () => {
    const json = catalogueJson();
    const [matter] = json['matters'] as Record<string, unknown>[];
    Object.assign(matter ?? {}, { signLanguage: true });
    const reading = readPublishedCatalogue({ ...json, moonPhase: 'full' });
    expect(reading.ok && reading.value.matters[0]?.code).toBe('V01');
  });

  test('is still refused when what this program needs is not there', () => {
    const { matters: _, ...json } = catalogueJson();
    expect(readPublishedCatalogue(json)).toMatchObject({
      ok: false,
      issues: [{ path: 'matters', code: 'shape' }],
    });
  });
});

test('a sound catalogue has no issues between its parts', () => {
  expect(checkCatalogue(theCatalogue())).toEqual([]);
});
