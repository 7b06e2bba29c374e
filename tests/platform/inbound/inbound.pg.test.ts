import { randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import type { CaseDetail, Worklist } from '../../../src/protocol/review.ts';
import type { FeedPage } from '../../../src/protocol/feed.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { openSender } from '../../support/inbound-sender.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { decide, historyOf } from '../intake/a-case.ts';

const CASES = '/api/v1/inbound/cases';
const PROGRESS = '/api/v1/inbound/progress';
const STATION = '422825102206';
const TOWN = STATION.slice(0, 9);

const platform = await startTestPlatform();
const { context, address, log } = platform;
const { sql } = context;
const province = openSender(platform);
const office = openSender(platform, {
  id: 'rsj',
  name: '县人社局业务系统',
  begins: false,
  offices: ['rsj'],
});
let device: TestDevice;
beforeAll(async () => {
  device = await TestDevice.ready(platform, STATION);
});

/** As a JPEG begins. */
const photograph = Buffer.concat([
  Buffer.from('ffd8ffe0', 'hex'),
  randomBytes(3000),
]);
function begun(change: Record<string, unknown> = {}) {
  return {
    id: randomUUID(),
    matterCode: 'V14',
    stationCode: STATION,
    beganAt: context.clock().toISOString(),
    answers: {
      ...ANSWERS,
      applicantHukou: {
        town9: TOWN,
        village: STATION,
        group: 3,
        detail: '7号',
      },
    },
    papers: [
      {
        how: 'file',
        paperId: 'V14-M2',
        pages: [
          { mediaType: 'image/jpeg', base64: photograph.toString('base64') },
        ],
      },
    ],
    ...change,
  };
}
async function begin(change: Record<string, unknown> = {}) {
  const { status, body } = await province.send(CASES, begun(change));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as { caseId: string; number: string; queryCode: string };
}
const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: `township:${TOWN}` }],
};
const list = async (principal = reviewer): Promise<Worklist> => {
  const wish = { status: undefined, search: '', before: undefined };
  const found = await listCases(context, principal, wish);
  if (!found.ok) throw new Error(found.code);
  return found.value;
};
const detail = async (caseId: string): Promise<CaseDetail> => {
  const found = await readCase(context, reviewer, caseId);
  if (!found.ok) throw new Error(found.code);
  return found.value;
};

test('a case begun on the net is a case as any other: number, list, papers, feed', async () => {
  const { caseId, number, queryCode } = await begin();
  expect(number).toMatch(new RegExp(`^${STATION}\\d{6}900\\d{6}$`));

  const row = (await list()).rows.find((each) => each.caseId === caseId);
  expect(row).toMatchObject({ number, online: 'begun', matterCode: 'V14' });
  const shown = await detail(caseId);
  expect(shown.clerk.name).toBe('湖北政务服务网');
  expect(shown.acts).toContain('accept');
  expect(shown.findings).toContainEqual({
    code: 'online',
    path: '湖北政务服务网',
  });
  const [page] = shown.papers.flatMap(({ pages }) => pages);
  expect(page?.arrived).toBe(true);
  const opened = await openMaterial(context, page?.sha256 ?? '');
  expect(Buffer.from(opened?.bytes ?? [])).toEqual(photograph);
  // Whole numbers stand sealed, as of any case.
  const [kept] = await sql<{ answers: unknown }[]>`
    SELECT answers FROM cases WHERE case_id = ${caseId}`;
  expect(JSON.stringify(kept)).not.toContain(ANSWERS['applicantIdNo']);

  const receipt = await fetch(`${address}/api/v1/receipts/status`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Sec-Fetch-Site': 'same-origin',
    },
    body: JSON.stringify({ last9: number.slice(-9), queryCode }),
  });
  expect(receipt.status).toBe(200);
  await device.open();
  const feed = await device.get<FeedPage>(
    `/api/v1/feed?cursor=station:${STATION}:0`,
  );
  expect(
    feed.body.items.some(
      (item) => item.kind === 'event' && item.caseId === caseId,
    ),
  ).toBe(true);
});

test('the village sees where its help is wanted, and what for', async () => {
  const helpWanted = '不会拍户口簿，请代办员帮着拍';
  const { caseId } = await begin({ helpWanted, papers: [] });
  const head: Principal = {
    accountId: 'S02',
    name: '向示兰',
    roles: [{ role: 'head', audience: `station:${STATION}` }],
  };
  const row = (await list(head)).rows.find((each) => each.caseId === caseId);
  expect(row?.online).toBe('helpWanted');
  expect((await detail(caseId)).findings).toContainEqual({
    code: 'helpWanted',
    path: helpWanted,
  });
  const [event] = await sql<{ body: unknown }[]>`
    SELECT body FROM events WHERE case_id = ${caseId}`;
  expect(JSON.stringify(event)).toContain('helpWanted');
  expect(JSON.stringify(event)).not.toContain(helpWanted);
});

test('said again under its id it is the same case, also at the same moment; another thing is refused', async () => {
  const wish = begun();
  const answers = await Promise.all(
    [1, 2, 3].map(() => province.send(CASES, wish)),
  );
  answers.push(await province.send(CASES, wish));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  const [count] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM inbound_cases WHERE sender_id = ${wish.id}`;
  expect(count?.n).toBe(1);
  const other = await province.send(CASES, { ...wish, helpWanted: '别的' });
  expect(other).toMatchObject({ status: 409, body: { code: 'changed' } });
});

test.each([
  ['matterCode', { matterCode: 'V99' }],
  // Not to be begun on the net.
  ['matterCode', { matterCode: 'V03' }],
  ['stationCode', { stationCode: '422825999999' }],
  ['answers.applicantName', { answers: { ...ANSWERS, applicantName: '' } }],
  ['answers.shoeSize', { answers: { ...ANSWERS, shoeSize: '42' } }],
  [
    'papers.0.paperId',
    { papers: [{ how: 'eCert', paperId: 'V14-M99', certificate: 'x' }] },
  ],
  // Sealed it would be larger than any material.
  [
    'papers.0.pages.0',
    {
      papers: [
        {
          how: 'file',
          paperId: 'V14-M2',
          pages: [
            {
              mediaType: 'image/jpeg',
              base64: Buffer.concat([
                photograph,
                Buffer.alloc(20 * 1024 * 1024 - 27 - photograph.length),
              ]).toString('base64'),
            },
          ],
        },
      ],
    },
  ],
  // A page with a script in it is no photograph, whatever it is called.
  [
    'papers.0.pages.1',
    {
      papers: [
        {
          how: 'file',
          paperId: 'V14-M2',
          pages: [photograph, Buffer.from('<script>alert(1)</script>')].map(
            (bytes) => ({
              mediaType: 'image/jpeg',
              base64: bytes.toString('base64'),
            }),
          ),
        },
      ],
    },
  ],
])('what does not fit the matter is refused at %s', async (path, change) => {
  const { status, body } = await province.send(CASES, begun(change));
  expect(status).toBe(422);
  expect(body['detail']).toBe(`at ${path}`);
});

test('nobody is let in without a signature that fits', async () => {
  const body = JSON.stringify(begun());
  const type = 'application/json';
  const ask = async (headers: Record<string, string>, sent = body) =>
    (
      await fetch(`${address}${CASES}`, {
        method: 'POST',
        headers,
        body: sent,
      })
    ).status;
  const now = Math.floor(context.clock().getTime() / 1000);
  const good = province.sign(CASES, { type, body });
  expect(await ask({ 'Content-Type': type })).toBe(401);
  expect(await ask({ ...good, Signature: 'sig1=:AAAA:' })).toBe(401);
  expect(await ask(good, body.replace('V14', 'V02'))).toBe(401);
  const wrong = { type, body, secret: 'x'.repeat(32) };
  expect(await ask(province.sign(CASES, wrong))).toBe(401);
  const old = { type, body, createdS: now - 301 };
  expect(await ask(province.sign(CASES, old))).toBe(401);
  // For another path it was not meant.
  expect(await ask(province.sign(PROGRESS, { type, body }))).toBe(401);
  const uncovered = good['Signature-Input']?.replace('"content-digest"', '');
  expect(await ask({ ...good, 'Signature-Input': uncovered ?? '' })).toBe(401);
  expect(await ask(good)).toBe(200);
  expect(await office.send(CASES, begun())).toMatchObject({ status: 403 });
  expect(log.join('')).not.toContain(ANSWERS['applicantName']);
});

test('a stranger is answered before anything of his body is there', async () => {
  const forged = { type: 'application/json', secret: 'x'.repeat(32), body: '' };
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(`${address}${CASES}`, {
      method: 'POST',
      headers: {
        ...province.sign(CASES, forged),
        'Content-Length': String(20 * 1024 * 1024),
      },
    });
    asked.once('response', (answer) => {
      resolve(answer.statusCode);
      asked.destroy();
    });
    asked.once('error', reject);
    asked.flushHeaders();
  });
  expect(status).toBe(401);
});

test('an office reports how far it is with its own cases, each report once', async () => {
  const { caseId, number } = await begin();
  const report = (state: object, id = randomUUID()) =>
    office.send(PROGRESS, { id, number, progress: state });
  // Not its own yet: as if there were none, and written down.
  expect(await report({ state: 'started' })).toMatchObject({ status: 404 });
  const refused = await sql`
    SELECT 1 FROM audit WHERE account_id = 'system:rsj' AND act = 'refused'
      AND case_id = ${caseId}`;
  expect(refused).toHaveLength(1);
  await decide(platform, caseId, {
    kind: 'accepted',
    promisedBy: null,
    withDeficiency: false,
  });
  await decide(platform, caseId, {
    kind: 'dispatched',
    officeId: 'rsj',
    step: null,
  });
  const started = randomUUID();
  const twice = await Promise.all([
    report({ state: 'started' }, started),
    report({ state: 'started' }, started),
  ]);
  expect(twice.map(({ status }) => status)).toEqual([204, 204]);
  const approved = { state: 'approved', result: '准予发放' };
  expect(await report(approved, started)).toMatchObject({
    status: 409,
    body: { code: 'changed' },
  });
  expect(await report(approved)).toMatchObject({ status: 204 });
  // It has ended.
  expect(await report(approved)).toMatchObject({
    status: 409,
    body: { code: 'notAllowed' },
  });
  expect(await historyOf(platform, caseId)).toEqual([
    'received',
    'accepted',
    'dispatched',
    'departmentStarted',
    'concludedApproved',
  ]);
  const { events } = await detail(caseId);
  expect(events.at(-1)).toMatchObject({
    by: { id: 'system:rsj', name: '县人社局业务系统' },
    body: { result: '准予发放', notice: {} },
  });
  const nowhere = { id: 'x', number: '9'.repeat(27), progress: approved };
  expect(await office.send(PROGRESS, nowhere)).toMatchObject({ status: 404 });
});
