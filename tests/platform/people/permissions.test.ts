import { expect, test } from 'vitest';
import { MATRIX, type Action } from '../../../src/platform/people/matrix.ts';
import {
  findReach,
  isPermitted,
  type Principal,
} from '../../../src/platform/people/permissions.ts';

const OWN = '422825102';
const OTHER = '422825101';
const STATION = '422825102206';
const OFFICE = 'rsj';

function staff(role: Principal['roles'][number]['role'], audience: string) {
  return { accountId: 'S1', name: '吴示莲', roles: [{ role, audience }] };
}

const subject = { town9: OWN, stationCode: STATION, offices: [OFFICE] };

test('a role opens what is of its own audience, and nothing beside it', () => {
  for (const [role, own, other] of [
    ['reviewer', `township:${OWN}`, `township:${OTHER}`],
    ['head', `station:${STATION}`, 'station:422825102249'],
    ['handler', `department:${OFFICE}`, 'department:mzj'],
  ] as const) {
    expect(isPermitted(staff(role, own), 'readCase', subject)).toBe(true);
    expect(isPermitted(staff(role, other), 'readCase', subject)).toBe(false);
    // An audience of another kind is none of the role's.
    expect(isPermitted(staff(role, 'county'), 'readCase', subject)).toBe(false);
  }
});

test('a case that no department has is no department\u2019s', () => {
  const handler = staff('handler', `department:${OFFICE}`);
  expect(isPermitted(handler, 'readCase', { ...subject, offices: [] })).toBe(
    false,
  );
});

test('a condition for which nobody vouches opens nothing', () => {
  const auditor = staff('auditor', 'county');
  expect(isPermitted(auditor, 'readCase', subject)).toBe(false);
  expect(isPermitted(auditor, 'readCase', subject, ['masked'])).toBe(false);
  expect(isPermitted(auditor, 'readCase', subject, ['masked', 'reason'])).toBe(
    true,
  );
  const reviewer = staff('reviewer', `township:${OWN}`);
  expect(isPermitted(reviewer, 'judge', subject)).toBe(false);
  expect(isPermitted(reviewer, 'judge', subject, ['isAuthority'])).toBe(true);
});

test('nobody decides a case that he took in himself, though he may read it', () => {
  const person = staff('reviewer', `township:${OWN}`);
  const own = { ...subject, clerkId: 'S1' };
  for (const action of ['judge', 'conclude', 'dispatch', 'settleHeld'] as const)
    expect(
      isPermitted(person, action, own, [
        'isAuthority',
        'isConcluding',
        'notForkedOrRevoked',
      ]),
    ).toBe(false);
  expect(isPermitted(person, 'readCase', own)).toBe(true);
  expect(
    isPermitted(person, 'judge', { ...own, clerkId: 'S2' }, ['isAuthority']),
  ).toBe(true);
});

test('nobody decides what is his own or his household\u2019s, though he may read it', () => {
  const person = {
    ...staff('reviewer', `township:${OWN}`),
    persons: ['himself', 'his wife'],
  };
  const met = ['isAuthority'] as const;
  for (const persons of [['himself'], ['a child', 'his wife']]) {
    const own = { ...subject, persons };
    expect(isPermitted(person, 'judge', own, met)).toBe(false);
    expect(isPermitted(person, 'readCase', own)).toBe(true);
  }
  const other = { ...subject, persons: ['a child'] };
  expect(isPermitted(person, 'judge', other, met)).toBe(true);
});

test('a person without a role may do nothing', () => {
  const person = { accountId: 'S1', name: '吴示莲', roles: [] };
  for (const action of Object.keys(MATRIX) as Action[]) {
    expect(isPermitted(person, action, subject)).toBe(false);
    expect(findReach(person, action)).toEqual([]);
  }
});

test('a stick is taken in by the township or by the county, for all villages', () => {
  const own = `township:${OWN}`;
  expect(findReach(staff('reviewer', own), 'importStick')).toEqual([own]);
  expect(findReach(staff('reviewer', 'county'), 'importStick')).toEqual([]);
  const administrator = staff('administrator', 'county');
  expect(findReach(administrator, 'importStick')).toEqual(['county']);
  expect(findReach(administrator, 'readCase')).toEqual([]);
  expect(findReach(staff('administrator', own), 'importStick')).toEqual([]);
});
