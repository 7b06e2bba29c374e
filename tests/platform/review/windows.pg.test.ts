// What a window of results and a village's head see through the interface: his own, and of
// it what the matrix gives.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { appendAudit } from '../../../src/platform/audit/append-audit.ts';
import {
  auditListSchema,
  caseDetailSchema,
  worklistSchema,
} from '../../../src/protocol/review.ts';
import { aCounty } from './golden-county.ts';
import { atWindow, conclude, type Who } from './golden-steps.ts';

const county = await aCounty();
const { decides } = county;
const NAME = '瞿示秀';

const listed = async (who: Who, search?: string) => {
  const { status, body } =
    search === undefined
      ? await county.reads(who, '/cases')
      : await county.asks(who, '/cases/search', { search });
  expect(status).toBe(200);
  return v.parse(worklistSchema, body);
};
const detail = async (who: Who, caseId: string) => {
  const { status, body } = await county.reads(who, `/cases/${caseId}`);
  return status === 200 ? v.parse(caseDetailSchema, body) : status;
};

async function concluded(ending: object) {
  const made = await county.takesIn('V19');
  await decides('town', made.caseId, { act: 'accept' });
  const act = { act: 'conclude', ...ending };
  const { status } = await decides('town', made.caseId, act);
  expect(status).toBe(200);
  return made;
}

test('a window lists, finds and opens what it hands over, and of that what handing over needs', async () => {
  const { caseId, number } = await concluded({ ...atWindow, note: '家境困难' });
  const elsewhere = await concluded(conclude);
  const open = await county.takesIn('V19');
  const { rows, counts } = await listed('window');
  expect(rows.map((row) => row.caseId)).toEqual([caseId]);
  expect(counts).toEqual({ concluded: 1 });
  const found = await listed('window', number);
  expect(found.rows.map((row) => row.caseId)).toEqual([caseId]);
  expect((await listed('window', open.number)).rows).toEqual([]);
  for (const other of [elsewhere, open])
    expect(await detail('window', other.caseId)).toBe(403);

  const shown = await detail('window', caseId);
  if (typeof shown === 'number') throw new Error('not shown');
  expect(shown).toMatchObject({
    row: { number, applicantName: rows[0]?.applicantName },
    papers: [],
    signatures: [],
    findings: [],
    acts: ['post', 'handOver'],
  });
  expect(Object.keys(shown.answers).toSorted()).toEqual([
    'hukou',
    'phone',
    'wifeName',
  ]);
  expect(shown.events.map(({ body }) => body.kind)).toEqual([
    'concludedApproved',
  ]);
  expect(JSON.stringify(shown)).not.toContain('家境困难');
  for (const path of ['numbers', 'notices/2'])
    expect(
      (await county.reads('window', `/cases/${caseId}/${path}`)).status,
    ).toBe(403);
  const handed = await decides('window', caseId, {
    act: 'handOver',
    receivedBy: '姚示江',
    by: 'window',
  });
  expect(handed.status).toBe(200);
  const own = await county.reads('window', `/audit?caseId=${caseId}`);
  expect(v.parse(auditListSchema, own.body).rows).toContainEqual(
    expect.objectContaining({ act: 'caseOpened', accountId: 'window', caseId }),
  );
});

test('a head finds a person of his own station, by masked names', async () => {
  const { caseId } = await county.takesIn('V14', { applicantName: NAME });
  const found = await listed('head', NAME);
  expect(found.rows.map((row) => row.caseId)).toContain(caseId);
  for (const { applicantName } of found.rows)
    expect(applicantName).toMatch(/^.\*/);
  expect((await listed('town', NAME)).rows[0]?.applicantName).toBe(NAME);
  await county.context.sql`UPDATE cases SET station_code = '422825201237'
    WHERE case_id = ${caseId}`;
  const rows = (await listed('head', NAME)).rows;
  expect(rows.map((row) => row.caseId)).not.toContain(caseId);
});

test('a head reads what the accounts of his station did, and nobody else’s acts', async () => {
  const { caseId } = await county.takesIn('V14');
  expect(typeof (await detail('head', caseId))).toBe('object');
  expect(typeof (await detail('town', caseId))).toBe('object');
  const { sql } = county.context;
  await sql`INSERT INTO accounts
      (county, account_id, login, name, password_hash, demo)
    VALUES ('422825', 'its-clerk', 'its-clerk', '舒示贵', '', true)`;
  await sql`INSERT INTO roles VALUES
    ('422825', 'its-clerk', 'clerk', 'station:422825102206')`;
  for (const accountId of ['its-clerk', 'another'])
    await appendAudit(county.context, {
      accountId,
      act: 'caseOpened',
      caseId,
      detail: {},
    });
  await county.asks('head', '/cases/search', { search: NAME });
  const { body } = await county.reads('head', '/audit');
  const { rows } = v.parse(auditListSchema, body);
  expect(new Set(rows.map(({ accountId }) => accountId))).toEqual(
    new Set(['head', 'its-clerk']),
  );
  const asked = await county.reads('head', '/audit?accountId=town');
  expect(v.parse(auditListSchema, asked.body).rows).toEqual([]);
  // That he looked is a line of its own.
  expect(rows.map(({ act }) => act)).toContain('auditRead');
});
