import { expect, test } from 'vitest';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { decidedChoices } from '../../../src/domain/rules/decided-choices.ts';
import { theCalendar } from '../calendar/the-calendar.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';

const { fields } = getMatter(theCatalogue(), 'V14');
const context = { today: '2026-11-24', calendar: theCalendar() };

test.each([
  ['000000194611250016', undefined],
  ['000000194611240010', '80至89周岁'],
  ['000000193611250011', '80至89周岁'],
  ['000000193611240016', '90至99周岁'],
  ['000000192611240011', '100周岁以上'],
  ['00000019261124', undefined],
])('the identity number %s decides the age band %s', (idNo, band) => {
  const decided = decidedChoices(fields, { applicantIdNo: idNo }, context);
  expect(decided.get('ageBand')).toBe(band);
});

test('a condition of a newer grammar decides nothing', () => {
  const newer = fields.map((field) =>
    field.id === 'ageBand'
      ? { ...field, optionIf: { '80至89周岁': 'applicantIdNo ~ 8' } }
      : field,
  );
  expect(
    decidedChoices(newer, { applicantIdNo: '000000194611240010' }, context),
  ).toEqual(new Map());
});
