import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.ts';
import { readDate } from '../../../src/domain/rules/dates.ts';
import { maskName, maskToLastFour } from '../../../src/domain/rules/mask.ts';
import { readNumber } from '../../../src/domain/rules/numbers.ts';

describe('a typed date', () => {
  test.each([
    '19440312',
    '1944.3.12',
    '1944-03-12',
    '1944/3/12',
    '1944 3 12',
    '1944年3月12日',
    '1944年03月12',
    '1944 年 3 月 12 号',
    '１９４４．３．１２',
    ' 19440312 ',
  ])('«%s» is read', (text) => {
    expect(readDate(text)).toEqual({ ok: true, value: '1944-03-12' });
  });

  test.each(['1944', '44.3.12', '1944.3', '12.3.1944', 'yesterday', ''])(
    '«%s» is not taken for one',
    (text) => {
      expect(readDate(text)).toEqual({ ok: false, code: 'dateShape' });
    },
  );

  test('that the calendar does not have is named', () => {
    expect(readDate('1944年2月30日')).toEqual({
      ok: false,
      code: 'dateImpossible',
      params: { year: 1944, month: 2, day: 30 },
    });
    expect(readDate('20261301')).toMatchObject({ code: 'dateImpossible' });
  });

  test('comes back the same, however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), (days) => {
        const iso = addDays('1850-01-01', days);
        const [year, month, day] = iso.split('-').map(Number);
        for (const text of [
          iso,
          iso.replaceAll('-', ''),
          `${year}.${month}.${day}`,
          `${year}年${month}月${day}日`,
        ]) {
          expect(readDate(text)).toEqual({ ok: true, value: iso });
        }
      }),
    );
  });
});

describe('a typed number', () => {
  test.each([
    ['8420.5', 8420.5],
    ['８４２０．５', 8420.5],
    ['8,420.50', 8420.5],
    ['12 000', 12_000],
    ['.5', 0.5],
    ['3。5', 3.5],
    ['-1', -1],
  ])('«%s» is read', (text, value) => {
    expect(readNumber(text)).toEqual({ ok: true, value });
  });

  test.each(['', 'a lot', '1e5', '1,2', '1.2.3', '--1'])(
    '«%s» is not taken for one',
    (text) => {
      expect(readNumber(text)).toEqual({ ok: false, code: 'numberShape' });
    },
  );
});

describe('where others look on', () => {
  test('a name keeps its first and last character', () => {
    expect(maskName('向示英')).toBe('向*英');
    expect(maskName('向英')).toBe('向*');
    expect(maskName('欧阳示英')).toBe('欧**英');
    expect(maskName('向')).toBe('*');
    expect(maskName('')).toBe('');
    expect(maskName('𠮷示英')).toBe('𠮷*英');
  });

  test('a number keeps its last four', () => {
    expect(maskToLastFour('00000019440312004X')).toBe('*004X');
    expect(maskToLastFour('12')).toBe('**');
  });
});
