import { expect, test } from 'vitest';
import type { FullCatalogue } from '../../../src/domain/catalogue/full-catalogue-schema.ts';
import {
  hasOfficialCode,
  officialCodeOf,
} from '../../../src/domain/catalogue/official-code.ts';
import { readCatalogue } from '../../../src/domain/catalogue/read-catalogue.ts';
import { theCatalogue } from './the-catalogue.ts';

/** A published one: organ 113416020031661969, level 4, 002014006009. */
const CODE = '1134160200316619694002014006009';
const BASIC = '002014006009';
const AT_TOWNSHIP = `1134160200316619695${BASIC}`;

const matter = {
  basicCode: BASIC,
  officialCode: null,
  officialCodes: [{ town9: '422825102', code: AT_TOWNSHIP }, { code: CODE }],
};

test('the same matter has another code at each organ', () => {
  expect(officialCodeOf(matter, '422825102')).toBe(AT_TOWNSHIP);
  expect(officialCodeOf(matter, '422825101')).toBe(CODE);
  const { basicCode, officialCode } = matter;
  expect(officialCodeOf({ basicCode, officialCode }, '422825101')).toBeNull();
  for (const code of [BASIC, CODE, AT_TOWNSHIP])
    expect(hasOfficialCode(matter, code)).toBe(true);
  expect(hasOfficialCode(matter, '002014006010')).toBe(false);
});

function issuesOf(officialCodes: FullCatalogue['matters'][0]['officialCodes']) {
  const catalogue = structuredClone(theCatalogue());
  const at = catalogue.matters.findIndex(({ code }) => code === 'V04');
  const changed = catalogue.matters[at];
  if (changed === undefined || officialCodes === undefined)
    throw new Error('V04');
  changed.officialCodes = officialCodes;
  const reading = readCatalogue(catalogue);
  return reading.ok
    ? []
    : reading.issues.map(({ path, rule, code, detail }) => [
        path.replace(`matters.${at}.`, ''),
        rule ?? detail ?? code,
      ]);
}

test('a catalogue takes codes of an organ’s that hold the matter’s own, one an organ', () => {
  expect(issuesOf(matter.officialCodes)).toEqual([]);
  const wrongOrgan = `213416020031661969${CODE.slice(18)}`;
  expect(issuesOf([{ code: wrongOrgan }])).toEqual([
    ['officialCodes.0.code', 'officialCodeOfOrgan'],
  ]);
  expect(issuesOf([{ code: `${CODE.slice(0, 30)}8` }])).toEqual([
    ['officialCodes.0.code', 'officialCodeHoldsBasicCode'],
  ]);
  expect(
    issuesOf([{ code: CODE }, { code: CODE }]).map(([path]) => path),
  ).toEqual(['officialCodes.1']);
});
