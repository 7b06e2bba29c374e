// Cases that are sent on: by the county where they belong, and by anybody not more than
// twenty without showing that it is he.
import { expect, test } from 'vitest';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { reviewer } from './a-township.ts';
import { aCounty, principalOf } from './golden-county.ts';
import { conclude, type Who } from './golden-steps.ts';

const county = await aCounty();
const { context, decides } = county;
const { sql } = context;
const DEPARTMENT = { kind: 'department', officeId: 'county-medical' };
const TOWN = { kind: 'township', town9: '422825101' };

const reroute = async (who: Who, number: string, to: object, proved?: Date) =>
  await county.asks(
    who,
    '/reroutes',
    { number, reason: '填错了乡镇', to },
    proved,
  );
const townOf = async (caseId: string) => {
  const [row] = await sql<{ town9: string }[]>`
    SELECT town9 FROM cases WHERE case_id = ${caseId}`;
  return row?.town9;
};
const anHourAgo = () => new Date(context.clock().getTime() - 3_600_000);

test('a case goes to the township that its matter belongs by, wherever it was taken in', async () => {
  const { caseId } = await county.takesIn('V14', {
    applicantHukou: {
      town9: '422825201',
      village: '422825201237',
      group: 2,
      detail: '2组59号',
    },
  });
  // Taken in at a village of another township, which hears how it goes on.
  const [row] = await sql`SELECT town9, station_code FROM cases
    WHERE case_id = ${caseId}`;
  expect(row).toEqual({ town9: '422825201', station_code: '422825102206' });
  const read = async (town9: string) =>
    (await readCase(context, reviewer(town9), caseId)).ok;
  expect([await read('422825201'), await read('422825102')]).toEqual([
    true,
    false,
  ]);
});

test('the administrator sends a case where it belongs, and is told nothing of it', async () => {
  const { caseId, number } = await county.takesIn('V14');
  expect((await reroute('agri', number, DEPARTMENT)).status).toBe(403);
  expect(await reroute('county', number, DEPARTMENT)).toEqual({
    status: 204,
    body: {},
  });
  const read = async (who: Who) =>
    (await readCase(context, principalOf(who), caseId)).ok;
  expect(await read('county')).toBe(false);
  expect(await read('dept')).toBe(true);
  const bank = { kind: 'department', officeId: 'bank' };
  expect((await reroute('county', number, bank)).status).toBe(400);
  const nowhere = { kind: 'township', town9: '422825999' };
  expect((await reroute('county', number, nowhere)).status).toBe(400);
  expect((await reroute('county', number, TOWN)).status).toBe(204);
  expect(await townOf(caseId)).toBe(TOWN.town9);
});

test('a case that waits for its village, or has ended, is sent to no other township', async () => {
  const waits = await county.takesIn('V14');
  await decides('town', waits.caseId, {
    act: 'requestCorrection',
    items: [
      { about: 'V14-M2', target: 'paper', reason: '看不清', fix: '重拍' },
    ],
    workdays: 5,
  });
  const ended = await county.takesIn('V19');
  await decides('town', ended.caseId, { act: 'accept' });
  await decides('town', ended.caseId, { act: 'conclude', ...conclude });
  for (const { caseId, number } of [waits, ended]) {
    const before = await townOf(caseId);
    for (const to of [TOWN, DEPARTMENT])
      expect(await reroute('county', number, to)).toMatchObject({
        status: 409,
        body: { code: 'notAllowed' },
      });
    expect(await townOf(caseId)).toBe(before);
  }
});

test('after twenty cases sent on the next one wants the password again', async () => {
  const first = await county.takesIn('V14');
  const second = await county.takesIn('V14');
  for (const { caseId } of [first, second])
    await decides('town', caseId, { act: 'accept' });
  const sentOn = async (count: number) =>
    await sql`
      INSERT INTO case_moves (county, case_id, n, from_station, from_town9,
        to_station, to_town9, by_name, by_id, reason, at)
      SELECT '422825', ${first.caseId}, 100 + n, '', '', '', '', '', 'town',
        '', ${new Date(context.clock().getTime() - 60_000)}
      FROM generate_series(${count}::int, 19) AS n`;
  await sentOn(1);
  const dispatch = async (caseId: string, proved?: Date) => {
    const [row] = await sql<{ version: number }[]>`
      SELECT version FROM cases WHERE case_id = ${caseId}`;
    const act = { act: 'dispatch', version: row?.version };
    const path = `/cases/${caseId}/decisions`;
    return await county.asks('town', path, act, proved);
  };
  // Nineteen since then, and this is the twentieth.
  expect((await dispatch(first.caseId, anHourAgo())).status).toBe(200);
  expect(await dispatch(second.caseId, anHourAgo())).toMatchObject({
    status: 401,
    body: { code: 'freshLoginNeeded' },
  });
  expect(await reroute('town', second.number, TOWN, anHourAgo())).toMatchObject(
    { status: 401, body: { code: 'freshLoginNeeded' } },
  );
  // Whoever has just given it goes on, and another has twenty of his own.
  expect((await dispatch(second.caseId)).status).toBe(200);
  expect(
    (await reroute('county', second.number, TOWN, anHourAgo())).status,
  ).toBe(204);
});
