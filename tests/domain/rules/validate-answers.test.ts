import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  answersSchema,
  type Answer,
  type Answers,
} from '../../../src/domain/cases/answers.ts';
import type { Field } from '../../../src/domain/catalogue/form-schema.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import {
  ANSWER_ISSUES,
  isBlocking,
  isRefusal,
} from '../../../src/domain/rules/answer-issue.ts';
import {
  findRefusals,
  validateAnswers,
} from '../../../src/domain/rules/validate-answers.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';
import { demoSamples } from './demo-samples.ts';

const catalogue = theCatalogue();
const DEMO = { today: demoSamples.today, demo: true };
const REAL = { today: demoSamples.today, demo: false };

const field = (parts: Partial<Field>): Field => ({
  id: 'x',
  label: 'X',
  type: 'text',
  required: false,
  pi: 'general',
  ...parts,
});

/** Codes of one field's issues for one answer. */
function codes(parts: Partial<Field>, answer?: Answer, context = DEMO) {
  const answers: Answers = answer === undefined ? {} : { x: answer };
  const form = { fields: [field(parts)] };
  return validateAnswers(form, answers, context).map(({ code }) => code);
}

/** A sample's answers with some of them changed. */
function sample(code: string, changes: Record<string, unknown> = {}): Answers {
  const answers = demoSamples.samples[code]?.answers;
  return { ...structuredClone(answers), ...changes } as Answers;
}

describe('the demo’s applications', () => {
  test('are of this catalogue, one for each matter', () => {
    expect(demoSamples.catalogueVersion).toBe(catalogue.version);
    expect(Object.keys(demoSamples.samples).sort()).toEqual(
      catalogue.matters.map(({ code }) => code),
    );
  });

  test.each(catalogue.matters.map(({ code }) => code))(
    '%s is complete and right, on the device and at the platform',
    (code) => {
      const matter = getMatter(catalogue, code);
      const answers = sample(code);
      expect(v.parse(answersSchema, answers)).toEqual(answers);
      expect(validateAnswers(matter, answers, DEMO)).toEqual([]);
      expect(findRefusals(matter, answers, { demo: true })).toEqual([]);
    },
  );

  test.each(catalogue.matters.map(({ code }) => code))(
    '%s is refused outside the demo, for its made-up numbers alone',
    (code) => {
      const matter = getMatter(catalogue, code);
      const refusals = findRefusals(matter, sample(code), { demo: false });
      expect(new Set(refusals.map((issue) => issue.code))).toEqual(
        new Set(['demoNumber']),
      );
    },
  );
});

describe('a missing answer', () => {
  const matter = getMatter(catalogue, 'V14');

  test('is demanded when the field is always required', () => {
    const { applicantName: _, ...answers } = sample('V14');
    expect(validateAnswers(matter, answers, DEMO)).toEqual([
      { path: 'applicantName', code: 'required' },
    ]);
    expect(findRefusals(matter, answers, { demo: true })).toHaveLength(1);
  });

  test('may also be blank text, an empty place or an empty list', () => {
    expect(codes({ required: true }, '  ')).toEqual(['required']);
    expect(codes({ required: true, type: 'address' }, { detail: '' })).toEqual([
      'required',
    ]);
    expect(codes({ required: true, type: 'table' }, [])).toEqual(['required']);
  });

  test('is only offered while it hangs on a condition', () => {
    expect(codes({ required: true, visibleIf: "a == 'b'" })).toEqual([]);
    expect(codes({ required: false, requiredIf: "a == 'b'" })).toEqual([]);
    const answers = sample('V14', { submitBy: '近亲属' });
    expect(validateAnswers(matter, answers, DEMO)).toEqual([]);
  });
});

describe('an answer that does not fit the form', () => {
  test('to a field that is not there is refused, whatever its name', () => {
    const form = { fields: [field({})] };
    for (const id of ['y', 'constructor', 'toString']) {
      expect(findRefusals(form, { [id]: '1' }, { demo: true })).toEqual([
        { path: id, code: 'unknownField' },
      ]);
    }
    expect(
      findRefusals(
        { fields: [field({ required: true, id: 'constructor' })] },
        {},
        { demo: true },
      ),
    ).toEqual([{ path: 'constructor', code: 'required' }]);
  });

  test('is of the wrong type for every kind of field', () => {
    const wrong: [Partial<Field>, Answer][] = [
      [{ type: 'text' }, 1],
      [{ type: 'textarea' }, ['a']],
      [{ type: 'idcard' }, 1],
      [{ type: 'phone' }, 13_800_138_000],
      [{ type: 'bankcard' }, 1],
      [{ type: 'date' }, 20_261_125],
      [{ type: 'select', options: ['a'] }, ['a']],
      [{ type: 'select', options: ['a'], multiple: true }, 'a'],
      [{ type: 'number' }, Number.NaN],
      [{ type: 'money' }, ['1']],
      [{ type: 'address' }, 'here'],
      [{ type: 'table' }, 'a'],
    ];
    for (const [parts, answer] of wrong) {
      expect(codes(parts, answer), parts.type).toEqual(['wrongType']);
    }
    expect(codes({ type: 'number' }, 'many')).toEqual(['numberShape']);
  });

  test('is none of the options', () => {
    const options = ['a', 'b'];
    expect(codes({ type: 'select', options }, 'c')).toEqual(['notAnOption']);
    const many = { type: 'select', options, multiple: true } as const;
    expect(codes(many, ['a', 'b'])).toEqual([]);
    expect(codes(many, ['a', 'c'])).toEqual(['notAnOption']);
    expect(codes(many, ['a', 'a'])).toEqual(['repeatedOption']);
  });
});

describe('ranges and lengths', () => {
  test('of numbers include both ends', () => {
    const range = { type: 'number', min: 1, max: 4 } as const;
    expect(codes(range, 1)).toEqual([]);
    expect(codes(range, 4)).toEqual([]);
    expect(codes(range, 0)).toEqual(['outOfRange']);
    expect(codes(range, 5)).toEqual(['outOfRange']);
  });

  test('of steps and money are not upset by binary fractions', () => {
    const step = { type: 'area', min: 0.1, step: 0.1, unit: 'mu' } as const;
    expect(codes(step, 0.3)).toEqual([]);
    expect(codes(step, 0.7)).toEqual([]);
    expect(codes(step, 0.25)).toEqual(['notAStep']);
    expect(codes({ type: 'money' }, 1.1)).toEqual([]);
    expect(codes({ type: 'money' }, 8420.29)).toEqual([]);
    expect(codes({ type: 'money' }, 1.005)).toEqual(['tooManyDecimals']);
  });

  test('of text count characters as people do', () => {
    expect(codes({ maxLength: 2 }, '𠮷𠮷')).toEqual([]);
    expect(codes({ maxLength: 2 }, '三个字')).toEqual(['tooLong']);
  });

  test('of text are never longer than what can be sent', () => {
    expect(codes({}, '字'.repeat(2000))).toEqual([]);
    expect(codes({}, '字'.repeat(2001))).toEqual(['tooLong']);
    expect(codes({ maxLength: 5000 }, '字'.repeat(2001))).toEqual(['tooLong']);
  });
});

describe('numbers that mean a person, a firm or an account', () => {
  test('are named by what is wrong with them, but never refused for good', () => {
    const wrong: [Partial<Field>, string, string][] = [
      [{ type: 'idcard' }, '0000001944031200X', 'idNumberLength'],
      [{ type: 'idcard' }, '000000194403120041', 'idNumberChecksum'],
      [{ type: 'phone' }, '5822222', 'phoneShape'],
      [{ type: 'bankcard' }, '123', 'cardLength'],
      [{ validator: 'uscc' }, '91000000000000078L', 'usccChecksum'],
    ];
    for (const [parts, answer, code] of wrong) {
      expect(codes(parts, answer)).toEqual([code]);
      const form = { fields: [field(parts)] };
      expect(findRefusals(form, { x: answer }, { demo: true })).toEqual([]);
    }
  });

  test('of the demo are refused in real mode', () => {
    expect(codes({ type: 'idcard' }, '00000019440312068X', REAL)).toEqual([
      'demoNumber',
    ]);
    expect(codes({ validator: 'uscc' }, '91000000000000078K', REAL)).toEqual([
      'demoNumber',
    ]);
    expect(codes({ type: 'phone' }, '0718-0009001', REAL)).toEqual([
      'demoNumber',
    ]);
  });

  test('of real people are taken in the demo and outside it', () => {
    expect(codes({ type: 'idcard' }, '11010519491231002X', REAL)).toEqual([]);
    expect(codes({ type: 'phone' }, '13800138000', REAL)).toEqual([]);
  });

  test('of accounts only warn', () => {
    expect(codes({ type: 'bankcard' }, '6222021234567890')).toEqual([
      'cardLuhn',
    ]);
    expect(isBlocking({ code: 'cardLuhn' })).toBe(false);
    expect(codes({ type: 'bankcard' }, '0000000000000000026', REAL)).toEqual([
      'demoAccount',
    ]);
    expect(isBlocking({ code: 'demoAccount' })).toBe(false);
  });

  test('of a newer catalogue’s validator are let through', () => {
    expect(codes({ validator: 'moon' }, 'anything')).toEqual([]);
  });
});

describe('a date', () => {
  test('is stored in ISO form and must exist', () => {
    expect(codes({ type: 'date' }, '2026-11-25')).toEqual([]);
    expect(codes({ type: 'date' }, '2026-02-30')).toEqual(['dateImpossible']);
    expect(codes({ type: 'date' }, '2026.11.25')).toEqual(['dateShape']);
    expect(codes({ type: 'date' }, 'soon')).toEqual(['dateShape']);
  });
});

describe('an address', () => {
  test('that is too long is said to be too long', () => {
    const detail = '长'.repeat(203);
    const form = { fields: [field({ type: 'address' })] };
    expect(validateAnswers(form, { x: { detail } }, DEMO)).toEqual([
      { path: 'x', code: 'tooLong', params: { length: 203, max: 200 } },
    ]);
  });

  const here = { town9: '422825101', village: '422825101201', detail: '' };

  test('names a village of its township, or says where outside', () => {
    const type = 'address';
    expect(codes({ type }, here)).toEqual([]);
    expect(codes({ type }, { detail: '武汉市江岸区' })).toEqual([]);
    expect(
      codes(
        { type },
        { town9: '422825201', villageName: '苦草坪村', detail: '1组' },
      ),
    ).toEqual([]);
    expect(codes({ type }, { town9: '422825101', detail: '1组' })).toEqual([
      'addressIncomplete',
    ]);
    expect(codes({ type }, { ...here, town9: '422825102' })).toEqual([
      'villageNotInTownship',
    ]);
  });
});

describe('a table', () => {
  const matter = getMatter(catalogue, 'V10');
  const rows = (changes: Record<string, unknown>) => {
    const [first] = sample('V10')['members'] as Record<string, unknown>[];
    return sample('V10', { members: [{ ...first, ...changes }] });
  };

  test('points at the cell that is wrong', () => {
    const answers = rows({ idNo: '000000197403040019' });
    expect(validateAnswers(matter, answers, DEMO)).toEqual([
      { path: 'members.0.idNo', code: 'idNumberChecksum' },
    ]);
  });

  test('demands the required cells of a row and knows its columns', () => {
    expect(findRefusals(matter, rows({ name: '' }), { demo: true })).toEqual([
      { path: 'members.0.name', code: 'required' },
    ]);
    expect(
      findRefusals(matter, rows({ shoeSize: 43 }), { demo: true }),
    ).toEqual([{ path: 'members.0.shoeSize', code: 'unknownField' }]);
    expect(
      findRefusals(matter, rows({ health: '很好' }), { demo: true }),
    ).toEqual([{ path: 'members.0.health', code: 'notAnOption' }]);
  });

  test('has cells no longer than what can be sent', () => {
    const answers = rows({ name: '名'.repeat(501) });
    expect(validateAnswers(matter, answers, DEMO)).toEqual([
      {
        path: 'members.0.name',
        code: 'tooLong',
        params: { length: 501, max: 500 },
      },
    ]);
  });

  test('has rows, and not too few or too many', () => {
    const columns = matter.fields.find(({ id }) => id === 'members')?.columns;
    const table = {
      type: 'table',
      minRows: 2,
      maxRows: 2,
      columns: [],
    } as const;
    expect(codes({ ...table, columns: [] }, [{}])).toContain('tooFewRows');
    expect(codes({ ...table, columns: [] }, [{}, {}, {}])).toContain(
      'tooManyRows',
    );
    expect(codes({ type: 'table', columns: columns ?? [] }, ['a'])).toEqual([
      'wrongType',
    ]);
  });
});

describe('whatever the answers are', () => {
  const anyAnswers = fc.dictionary(
    fc.oneof(
      fc.string(),
      fc.constantFrom('applicantName', 'applicantIdNo', 'members', 'submitBy'),
    ),
    fc.jsonValue(),
  );

  test('validation answers with a list, and refusals are a part of it', () => {
    const matter = getMatter(catalogue, 'V10');
    fc.assert(
      fc.property(anyAnswers, fc.boolean(), (json, demo) => {
        const answers = json as Answers;
        const all = validateAnswers(matter, answers, { ...DEMO, demo });
        const refusals = findRefusals(matter, answers, { demo });
        expect(refusals).toEqual(all.filter(isRefusal));
      }),
    );
  });

  test('no issue repeats what was typed', () => {
    const matter = getMatter(catalogue, 'V10');
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,20}$/), (typed) => {
        const answers = sample('V10', {
          applicantIdNo: typed,
          bankAccount: typed,
          applicantPhone: typed,
        });
        const issues = validateAnswers(matter, answers, REAL);
        expect(JSON.stringify(issues)).not.toContain(typed);
      }),
    );
  });

  test('only what cannot fit the form is refused for good', () => {
    const refused = Object.entries(ANSWER_ISSUES)
      .filter(([, { refuses }]) => refuses)
      .map(([code]) => code);
    expect(refused.sort()).toEqual([
      'dateImpossible',
      'dateShape',
      'demoNumber',
      'notAnOption',
      'numberShape',
      'required',
      'unknownField',
      'wrongType',
    ]);
  });
});
