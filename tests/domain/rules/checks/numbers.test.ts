import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkBankCard,
  fitsLuhn,
} from '../../../../src/domain/rules/checks/bank-card.ts';
import {
  checkPhone,
  normalisePhone,
} from '../../../../src/domain/rules/checks/phone.ts';
import {
  checkUscc,
  normaliseUscc,
  usccCheckCharacter,
} from '../../../../src/domain/rules/checks/uscc.ts';
import { theCatalogue } from '../../catalogue/the-catalogue.ts';

describe('a credit code', () => {
  const golden = theCatalogue().validators.find(({ id }) => id === 'uscc');

  test('is judged as the catalogue’s golden values say', () => {
    expect(golden?.examples.length).toBeGreaterThan(5);
    for (const { value, valid } of golden?.examples ?? []) {
      expect(checkUscc(value).ok, value).toBe(valid);
    }
  });

  test('typed in small letters or full width is put right first', () => {
    expect(checkUscc(normaliseUscc('n2000000 ma00000a1k')).ok).toBe(true);
    expect(normaliseUscc('９１０００００００００００００７８ｋ')).toBe(
      '91000000000000078K',
    );
  });

  test('of region 000000 is the demo’s', () => {
    expect(checkUscc('91000000000000078K')).toMatchObject({
      value: { isDemo: true },
    });
    const first17 = '9142282500000000A';
    expect(checkUscc(first17 + usccCheckCharacter(first17))).toMatchObject({
      ok: true,
      value: { isDemo: false },
    });
  });

  test('says what is wrong: length, a letter that does not exist, the check', () => {
    expect(checkUscc('91000000000000078')).toMatchObject({
      code: 'usccLength',
      params: { length: 17, expected: 18 },
    });
    expect(checkUscc('N2000000MI00000A1K')).toMatchObject({
      code: 'usccShape',
    });
    expect(checkUscc('91000000000000078L')).toMatchObject({
      code: 'usccChecksum',
    });
  });
});

describe('a telephone number', () => {
  test.each([
    '13800138000',
    '138 0013 8000',
    '+86 138-0013-8000',
    '１３８00138000',
  ])('%s is a mobile', (text) => {
    expect(checkPhone(text)).toMatchObject({
      ok: true,
      value: { kind: 'mobile', digits: '13800138000', isDemo: false },
    });
  });

  test.each(['0718-5822222', '(0718)5822222', '010-62345678'])(
    '%s is a landline with its area code',
    (text) => {
      expect(checkPhone(text)).toMatchObject({
        ok: true,
        value: { kind: 'landline', isDemo: false },
      });
    },
  );

  test('0718-000xxxx is the demo’s', () => {
    expect(checkPhone('0718-0009001')).toMatchObject({
      ok: true,
      value: { isDemo: true, digits: '07180009001' },
    });
  });

  test.each([
    '5822222',
    '1380013800',
    '138001380000',
    '0718-582222',
    'abc',
    '',
  ])('«%s» is none', (text) => {
    expect(checkPhone(text)).toEqual({ ok: false, code: 'phoneShape' });
  });

  test('in normal form stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = normalisePhone(text);
        if (checkPhone(text).ok) expect(normalisePhone(once)).toBe(once);
      }),
    );
  });
});

describe('an account number', () => {
  test('has 12 to 19 digits', () => {
    expect(checkBankCard('000 0000 0000').ok).toBe(false);
    expect(checkBankCard('00000000000')).toMatchObject({
      code: 'cardLength',
      params: { length: 11, min: 12, max: 19 },
    });
    expect(checkBankCard('6222 0212 3456 7890 12x')).toMatchObject({
      code: 'cardShape',
    });
  });

  test('that no card would have is taken, with a doubt', () => {
    expect(checkBankCard('6222 0212 3456 7890')).toMatchObject({
      ok: true,
      value: { digits: '6222021234567890', fitsLuhn: false },
    });
    expect(checkBankCard('4111111111111111')).toMatchObject({
      ok: true,
      value: { fitsLuhn: true, isDemo: false },
    });
  });

  test('loses its Luhn fit by any one wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 18 }),
        fc.integer({ min: 1, max: 9 }),
        (at, shift) => {
          const card = '0000000000000000026';
          expect(fitsLuhn(card)).toBe(true);
          const digit = (Number(card[at]) + shift) % 10;
          expect(fitsLuhn(card.slice(0, at) + digit + card.slice(at + 1))).toBe(
            false,
          );
        },
      ),
    );
  });
});
