import { describe, expect, test } from 'vitest';
import { listMatters } from '../../../src/device/catalogue/list-matters.ts';
import { findMatters } from '../../../src/domain/catalogue/find-matter.ts';
import { nearMatters } from '../../../src/domain/catalogue/near-matters.ts';
import { findText } from '../../../src/text/find.ts';
import { theCatalogue } from './the-catalogue.ts';

const catalogue = theCatalogue();
const { categories } = catalogue;
const matters = listMatters({ catalogue });
const found = (query: string) =>
  findMatters({ matters, categories }, query).map(({ matter }) => matter.code);
const near = (query: string) =>
  nearMatters(matters, query).map(({ code }) => code);

describe('what is like a query that found nothing', () => {
  test('is offered when the words are right and their order is not', () => {
    expect(found('补贴种地的')).toEqual([]);
    expect(near('补贴种地的')[0]).toBe('V30');
    expect(found('老人的津贴')).toEqual([]);
    expect(near('老人的津贴')).toContain('V14');
  });

  test('is nothing when no two characters stand together anywhere', () => {
    expect(near('xyzq')).toEqual([]);
    expect(near('飞')).toEqual([]);
    expect(near('')).toEqual([]);
  });

  test('is never more than a few', () => {
    expect(near('残疾人证明申请登记补贴保险').length).toBeLessThanOrEqual(5);
  });
});

describe('situations', () => {
  test('a bundle is for whoever needs one of its parts', () => {
    expect(found('孩子出生')).toEqual(
      expect.arrayContaining(['V18', 'V21', 'V06', 'V05']),
    );
    expect(found('家里突然困难')).toContain('V12');
  });

  test('a matter that a word names stands before those it only concerns', () => {
    expect(found('生孩子')[0]).toBe('V18');
  });

  const all = [...findText.situations, ...findText.moreSituations];

  test.each(all)('$label finds what helps, with each of its words', (one) => {
    for (const word of one.words) expect(found(word), word).not.toEqual([]);
  });

  test('every matter is reached from one of them', () => {
    const reached = new Set(all.flatMap(({ words }) => words.flatMap(found)));
    expect(
      matters.map(({ code }) => code).filter((code) => !reached.has(code)),
    ).toEqual([]);
  });
});
