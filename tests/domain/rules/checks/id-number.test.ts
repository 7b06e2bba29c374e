import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../../src/domain/calendar/civil-date.ts';
import {
  checkIdNumber,
  idNumberCheckCharacter,
  maskIdNumber,
} from '../../../../src/domain/rules/checks/id-number.ts';

/** A demo number that GB 11643 takes. */
const anyNumber = fc
  .tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 999 }))
  .map(([days, serial]) => {
    const birth = addDays('1900-01-01', days).replaceAll('-', '');
    const first17 = `000000${birth}${String(serial).padStart(3, '0')}`;
    return first17 + idNumberCheckCharacter(first17);
  });

describe('an identity number', () => {
  test('gives birth date and sex', () => {
    expect(checkIdNumber('00000019440312068X')).toEqual({
      ok: true,
      value: {
        number: '00000019440312068X',
        birthDate: '1944-03-12',
        sex: 'female',
        isDemo: true,
      },
    });
  });

  test('of the standard’s own example is sound, and no demo', () => {
    expect(checkIdNumber('11010519491231002X')).toMatchObject({
      ok: true,
      value: { birthDate: '1949-12-31', sex: 'female', isDemo: false },
    });
  });

  test('may be typed with a small x, full width, spaces and dashes', () => {
    for (const typed of [
      '00000019440312068x',
      '０００００0 1944 0312 ０６８ｘ',
      '000000-19440312-068X',
      '000000.1944·0312。068X',
    ]) {
      expect(checkIdNumber(typed), typed).toMatchObject({
        ok: true,
        value: { number: '00000019440312068X' },
      });
    }
  });

  test.each([
    ['one digit short', '0000001944031200X', 'idNumberLength'],
    ['a letter in the middle', '0000001944O312068X', 'idNumberShape'],
    ['an X in the middle', '000000194403120X4X', 'idNumberShape'],
    ['a region no province has', '010105194912310029', 'idNumberRegion'],
    ['30 February', '000000194402300680', 'idNumberDate'],
    ['two digits swapped', '00000019441312068X', 'idNumberDate'],
    ['the last character wrong', '000000194403120041', 'idNumberChecksum'],
  ])('with %s is refused', (_, number, code) => {
    expect(checkIdNumber(number)).toMatchObject({ ok: false, code });
  });

  test('says which date does not exist', () => {
    expect(checkIdNumber('000000194402300680')).toMatchObject({
      params: { year: 1944, month: 2, day: 30 },
    });
  });

  test('of a person born tomorrow is refused today', () => {
    const first17 = '00000020261126001';
    const number = first17 + idNumberCheckCharacter(first17);
    expect(checkIdNumber(number, '2026-11-25')).toMatchObject({
      ok: false,
      code: 'idNumberFuture',
    });
    expect(checkIdNumber(number, '2026-11-26').ok).toBe(true);
  });

  test('does not survive a single wrong digit', () => {
    fc.assert(
      fc.property(
        anyNumber,
        fc.integer({ min: 6, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (number, at, shift) => {
          expect(checkIdNumber(number).ok).toBe(true);
          const digit = (Number(number[at]) + shift) % 10;
          const wrong = number.slice(0, at) + digit + number.slice(at + 1);
          expect(checkIdNumber(wrong).ok).toBe(false);
        },
      ),
    );
  });

  test('is shown by region and last four where others look on', () => {
    expect(maskIdNumber('00000019440312068x')).toBe('000000********068X');
    expect(maskIdNumber('123')).toBe('***');
  });
});
