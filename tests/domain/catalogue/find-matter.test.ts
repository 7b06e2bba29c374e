import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatters } from '../../../src/domain/catalogue/find-matter.ts';
import {
  findMatterByCode,
  getCategory,
  getDepartment,
  getMaterialType,
  getMatter,
} from '../../../src/domain/catalogue/get-matter.ts';
import { theCatalogue } from './the-catalogue.ts';

const catalogue = theCatalogue();
const found = (query: string) =>
  findMatters(catalogue, query).map(({ matter }) => matter.code);

describe('the finder', () => {
  test('finds a matter by its short name', () => {
    expect(found('高龄津贴')[0]).toBe('V14');
  });

  test('finds a matter by the initials of its short name, first', () => {
    expect(findMatters(catalogue, 'gljt')[0]).toMatchObject({
      matter: { code: 'V14' },
      reason: { kind: 'shortPinyin', text: 'gljt' },
    });
  });

  test('shows both insurances when their long initials collide', () => {
    expect(found('cxjmjbylbxcbdj').slice(0, 2)).toEqual(['V01', 'V06']);
  });

  test('tells the two apart by the initials of their short names', () => {
    expect(found('ylcb')[0]).toBe('V01');
    expect(found('ybcb')[0]).toBe('V06');
  });

  test('finds a matter by what a resident says', () => {
    const [hit] = findMatters(catalogue, '老人没了');
    expect(hit).toMatchObject({
      matter: { code: 'V04' },
      reason: { kind: 'keyword', text: '老人没了' },
    });
    expect(found('家里老人没了怎么办')).toContain('V04');
  });

  test('puts exact short names and initials first, then beginnings', () => {
    const stub = (code: string, short: string, shortPinyin: string) => ({
      code,
      short,
      shortPinyin,
      name: `${code} name`,
      pinyin: `${code}p`,
      keywords: [`keyword ${code}`],
      category: 'none',
    });
    const matters = [
      stub('A', 'one', 'xxab'),
      stub('B', 'two', 'abcd'),
      stub('C', 'three', 'ab'),
      stub('D', 'four', 'zz'),
    ];
    const order = (query: string) =>
      findMatters({ matters, categories: [] }, query).map(
        ({ matter }) => matter.code,
      );
    expect(order('ab')).toEqual(['C', 'B', 'A']);
    expect(order('four')).toEqual(['D']);
  });

  test('lists a category by its name', () => {
    expect(found('医疗保障')).toEqual(
      expect.arrayContaining(['V06', 'V07', 'V08', 'V09']),
    );
  });

  test('does not mind full width, capitals or spaces', () => {
    expect(found(' Ｇ ＬＪt ')).toEqual(found('gljt'));
    expect(found('v０４')[0]).toBe('V04');
  });

  test('finds nothing for an empty query', () => {
    expect(found('  ')).toEqual([]);
  });

  test('finds every matter by its name, short name, initials and keywords', () => {
    for (const matter of catalogue.matters) {
      const { name, short, pinyin, shortPinyin, keywords } = matter;
      for (const word of [name, short, pinyin, shortPinyin, ...keywords]) {
        expect(found(word), word).toContain(matter.code);
      }
    }
  });

  test('returns each matter at most once, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const codes = found(query);
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });
});

describe('look-ups by id', () => {
  test('find what is there', () => {
    expect(getMatter(catalogue, 'V14').short).toBe('高龄津贴');
    expect(getCategory(catalogue, 'medical').matters).toContain('V08');
    expect(getDepartment(catalogue, 'township-police').ownWindow).toBe(true);
    expect(getMaterialType(catalogue, 'ID_CARD').handling).toBe('view');
  });

  test('find nothing, or throw, for an id that is not there', () => {
    expect(findMatterByCode(catalogue, 'V99')).toBeUndefined();
    expect(() => getMatter(catalogue, 'V99')).toThrow('V99');
  });
});
