import { describe, expect, test } from 'vitest';
import {
  ACTIONS,
  findAudience,
  findTownship,
  isPermitted,
  ROLES,
  type Principal,
} from '../../../src/platform/people/permissions.ts';

const OWN = '422825102';
const OTHER = '422825101';

function staff(role: Principal['roles'][number]['role'], audience: string) {
  return { accountId: 'S1', name: '吴示莲', roles: [{ role, audience }] };
}

/** Role × action × audience, as the permission matrix has it. */
const MATRIX = {
  reviewer: { own: true, other: false },
  administrator: { own: false, other: false },
} as const;

describe.each(ROLES)('a %s', (role) => {
  const person = staff(role, `township:${OWN}`);
  test.each(ACTIONS)('may %s where the matrix says so only', (action) => {
    expect(isPermitted(person, action, { town9: OWN })).toBe(MATRIX[role].own);
    expect(isPermitted(person, action, { town9: OTHER })).toBe(
      MATRIX[role].other,
    );
  });
});

test('nobody decides a case that he took in himself, though he may read it', () => {
  const person = staff('reviewer', `township:${OWN}`);
  const own = { town9: OWN, clerkId: 'S1' };
  expect(isPermitted(person, 'decideCase', own)).toBe(false);
  expect(isPermitted(person, 'readCase', own)).toBe(true);
  expect(isPermitted(person, 'decideCase', { ...own, clerkId: 'S2' })).toBe(
    true,
  );
});

test('a person without a role may do nothing', () => {
  const person = { accountId: 'S1', name: '吴示莲', roles: [] };
  for (const action of ACTIONS)
    expect(isPermitted(person, action, { town9: OWN })).toBe(false);
});

test('an audience of the whole county opens no township to a reviewer', () => {
  const person = staff('reviewer', 'county');
  expect(isPermitted(person, 'readCase', { town9: OWN })).toBe(false);
  expect(findTownship(person, 'listCases')).toBeUndefined();
});

test('the township of a reviewer is the one of his audience', () => {
  expect(findTownship(staff('reviewer', `township:${OWN}`), 'listCases')).toBe(
    OWN,
  );
  expect(
    findTownship(staff('administrator', 'county'), 'listCases'),
  ).toBeUndefined();
});

test('a stick is taken in by the township or by the county, for all villages', () => {
  const own = `township:${OWN}`;
  expect(findAudience(staff('reviewer', own), 'importStick')).toBe(own);
  expect(findAudience(staff('reviewer', 'county'), 'importStick')).toBe(
    undefined,
  );
  expect(findAudience(staff('administrator', 'county'), 'importStick')).toBe(
    'county',
  );
  expect(findAudience(staff('administrator', own), 'importStick')).toBe(
    undefined,
  );
  expect(findAudience(staff('administrator', 'county'), 'readCase')).toBe(
    undefined,
  );
});
