import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  groupReceiptNumber,
  isReceiptNumber,
  makeReceiptNumber,
  readReceiptNumber,
} from '../../../src/domain/cases/receipt-number.ts';

const parts = fc.record({
  region: fc.stringMatching(/^4228[0-9]{8}$/),
  date: fc
    .date({
      min: new Date('2020-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10)),
  deviceNumber: fc.integer({ min: 1, max: 900 }),
  serial: fc.integer({ min: 1, max: 9999 }),
});

describe('the receipt number', () => {
  test('of the seventh case of device 2 on 25 November 2026 ends in 14', () => {
    expect(
      makeReceiptNumber({
        region: '422825102205',
        date: '2026-11-25',
        deviceNumber: 2,
        serial: 7,
      }),
    ).toBe('422825102205261125002000714');
  });

  test('gives back the parts that it was made of', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(readReceiptNumber(makeReceiptNumber(given))).toEqual(given);
      }),
    );
  });

  test('shows every single mistyped digit', () => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 0, max: 26 }),
        fc.integer({ min: 1, max: 9 }),
        (given, place, shift) => {
          const number = makeReceiptNumber(given);
          const digit = (Number(number[place]) + shift) % 10;
          const wrong =
            number.slice(0, place) + digit + number.slice(place + 1);
          expect(isReceiptNumber(wrong)).toBe(false);
        },
      ),
    );
  });

  test('shows two neighbouring digits that changed places', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 25 }), (given, place) => {
        const number = makeReceiptNumber(given);
        const [a, b] = [number[place] ?? '', number[place + 1] ?? ''];
        fc.pre(a !== b);
        const swapped =
          number.slice(0, place) + b + a + number.slice(place + 2);
        expect(isReceiptNumber(swapped)).toBe(false);
      }),
    );
  });

  test('refuses to be made for the ten-thousandth case of a day', () => {
    expect(() =>
      makeReceiptNumber({
        region: '422825102205',
        date: '2026-11-25',
        deviceNumber: 2,
        serial: 10_000,
      }),
    ).toThrow(RangeError);
  });

  test('is grouped for reading with its last nine digits apart', () => {
    expect(groupReceiptNumber('422825102205261125002000714')).toEqual({
      head: '4228 2510 2205 2611 25',
      last9: '002 0007 14',
    });
  });
});
