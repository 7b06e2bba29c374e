import { expect, test } from 'vitest';
import type { Field } from '../../../src/domain/catalogue/form-schema.ts';
import { dueFor } from '../../../src/domain/people/due.ts';
import {
  factsIn,
  fillsOf,
  personsIn,
  rolesIn,
} from '../../../src/domain/people/person.ts';

const MOTHER = '000000199003070022';

const field = (
  id: string,
  prefill: string,
  more: Partial<Field> = {},
): Field => ({
  id,
  label: id,
  type: 'text',
  required: true,
  pi: 'general',
  prefill,
  ...more,
});

const form = {
  counterRole: 'mother',
  fields: [
    field('motherName', 'mother.name'),
    field('motherIdNo', 'mother.idNo', { type: 'idcard' }),
    field('motherBirth', 'mother.birth', { type: 'date' }),
    field('motherSex', 'mother.sex', {
      type: 'select',
      options: ['\u7537', '\u5973'],
    }),
    field('ethnic', 'mother.ethnic', { type: 'select', options: ['A', 'B'] }),
    field('fatherName', 'father.name'),
    field('fatherIdNo', 'father.idNo', { type: 'idcard' }),
    field('agentName', 'agent.name'),
    field('agentIdNo', 'agent.idNo', { type: 'idcard' }),
    field('members', 'household.members'),
  ],
};

test('those are known of whom a form gives a name and a right number, and not who acts for them', () => {
  const persons = personsIn(form, {
    motherName: 'M',
    motherIdNo: ' 000000 19900307 0022 ',
    ethnic: 'A',
    members: [{ name: 'F' }],
    fatherName: 'F',
    fatherIdNo: '000000199003070028',
    agentName: 'G',
    agentIdNo: MOTHER,
  });
  expect([...persons]).toEqual([
    [
      'mother',
      { name: 'M', idNo: MOTHER, ethnic: 'A', members: [{ name: 'F' }] },
    ],
  ]);
});

test('in a visit all that a form says of somebody counts, of who acts for another too', () => {
  const people = factsIn(form, {
    fatherName: 'F',
    fatherIdNo: '000000199003070028',
    agentName: 'M',
    agentIdNo: '000000 19900307 0022',
  });
  // The first number has a wrong check character.
  expect([...people]).toEqual([['agent', { name: 'M', idNo: MOTHER }]]);
  const person = people.get('agent');
  if (person === undefined) throw new Error('nobody');
  const today = '2026-11-30';
  expect(
    fillsOf(form, 'mother', { person, today }).map(({ fieldId }) => fieldId),
  ).toEqual(['motherName', 'motherIdNo', 'motherBirth', 'motherSex']);
  expect(fillsOf(form, 'agent', { person, today })).toEqual([
    { fieldId: 'agentName', value: 'M', from: 'name' },
    { fieldId: 'agentIdNo', value: MOTHER, from: 'idNo' },
  ]);
});

test('one who is known fills all fields of his role and no other, what the number says included', () => {
  const person = { idNo: MOTHER, name: 'M', ethnic: 'C' };
  const fills = fillsOf(form, 'mother', { person, today: '2026-11-30' });
  expect(fills).toEqual([
    { fieldId: 'motherName', value: 'M', from: 'name' },
    { fieldId: 'motherIdNo', value: MOTHER, from: 'idNo' },
    { fieldId: 'motherBirth', value: '1990-03-07', from: 'idNo' },
    { fieldId: 'motherSex', value: '\u5973', from: 'idNo' },
  ]);
  expect(rolesIn(form.fields)).toEqual(['mother', 'father']);
});

test('a matter that was taken in is due no more', () => {
  const at = (birth: string, done: string[] = []) =>
    dueFor(birth, '2026-11-30', new Set(done)).map((due) => due.matterCode);
  expect(at('1966-11-30')).toEqual(['V02']);
  expect(at('1966-12-01')).toEqual([]);
  expect(at('1966-11-30', ['V02'])).toEqual([]);
  expect(at('1946-05-01')).toEqual(['V14', 'V03']);
  expect(at('1946-05-01', ['V14', 'V03'])).toEqual([]);
});
