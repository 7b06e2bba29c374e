import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { verifyCertificates } from '../../../src/platform/certificates/verify-certificates.ts';
import { keepHouse } from '../../../src/platform/housekeeping.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import type { CaseDetail } from '../../../src/protocol/review.ts';
import { openRegister } from '../../support/certificate-register.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aCase, anAct, correction, decide, send } from '../intake/a-case.ts';
import { reviewer } from '../review/a-township.ts';

const SECRET = 'a secret of the register and of the county';
const HOLDER = ANSWERS['applicantIdNo'] as string;
const GENUINE = '422825193405210027';
const FALSE = '422825194403120041';

const platform = await startTestPlatform();
const { context, log } = platform;
const { sql } = context;
const register = await openRegister(SECRET);
afterAll(register.close);
register.genuine.set(GENUINE, HOLDER);
const settings = { url: register.url, secret: SECRET, timeoutMs: 1000 };
context.config.certificates = settings;
const device = await TestDevice.ready(platform, '422825201237');
const START = Date.now();
/** Minutes after the start; the platform does what is due then. */
async function turn(minute: number): Promise<number> {
  platform.setNow(new Date(START + minute * 60_000).toISOString());
  return await verifyCertificates(context);
}
let openedAtMs = 0;
async function holding(certificate: string) {
  // Once an instant: of a clock that stands still not every nonce is a later one.
  const nowMs = context.clock().getTime();
  if (nowMs !== openedAtMs) await device.open();
  openedAtMs = nowMs;
  return await aCase(device, {
    papers: [{ how: 'eCert', paperId: 'V14-M1', certificate }],
  });
}

async function paperOf(caseId: string): Promise<CaseDetail['papers'][number]> {
  const read = await readCase(context, reviewer('422825201'), caseId);
  const [paper] = read.ok ? read.value.papers : [];
  if (paper === undefined) throw new Error('no paper');
  return paper;
}
async function checksOf(caseId: string): Promise<string[]> {
  const rows = await sql<{ found: string }[]>`
    SELECT body->>'found' AS found FROM events
    WHERE case_id = ${caseId} AND kind = 'certificateChecked' ORDER BY n`;
  return rows.map(({ found }) => found);
}

test('a certificate is asked for at the register, signed, with nothing of the case but what it needs', async () => {
  const { caseId } = await holding(GENUINE);
  expect((await paperOf(caseId)).check).toBeNull();
  expect(await turn(1)).toBe(1);
  expect(register.unsigned()).toBe(0);
  expect(register.asked.map(({ body }) => body)).toEqual([
    {
      requestId: expect.any(String) as string,
      kind: '居民身份证',
      number: GENUINE,
      holderNumber: HOLDER,
    },
  ]);
  expect((await paperOf(caseId)).check).toMatchObject({ found: 'ok' });
  // Told to the village as to the township, and once.
  const told = await sql<{ audience: string }[]>`
    SELECT audience FROM feed_items WHERE case_id = ${caseId}
      AND body->'body'->>'kind' = 'certificateChecked' ORDER BY 1`;
  expect(told.map(({ audience }) => audience)).toEqual([
    'station:422825201237',
    'township:422825201',
  ]);
  expect(await turn(600)).toBe(0);
  expect(await checksOf(caseId)).toEqual(['ok']);
});

test('a certificate that is not his, or none, is a mismatch; a corrected number is asked for anew', async () => {
  const submit = await holding(FALSE);
  const { caseId } = submit;
  await turn(601);
  expect((await paperOf(caseId)).check).toMatchObject({ found: 'mismatch' });
  const n = await decide(platform, caseId, correction('2099-12-09'));
  const mended = await anAct(device, submit, {
    kind: 'answerCorrection',
    correctionEvent: n,
    answers: {},
    papers: [{ how: 'eCert', paperId: 'V14-M1', certificate: GENUINE }],
    signatures: [],
  });
  expect(await send(device, mended)).toMatchObject([{ result: 'applied' }]);
  expect((await paperOf(caseId)).check).toBeNull();
  await turn(602);
  expect(await checksOf(caseId)).toEqual(['mismatch', 'ok']);
});

test.each([
  'broken',
  'portal',
  'redirect',
  'another',
  'silent',
  'endless',
] as const)(
  'a register that is %s has not answered: it is asked again, later and later',
  async (how) => {
    const base = 1000 + START_OF[how];
    await turn(base);
    const { caseId } = await holding(GENUINE);
    context.config.certificates = {
      ...settings,
      timeoutMs: how === 'silent' ? 50 : 1000,
    };
    register.behave(how);
    const asked = register.asked.length;
    // One, two, four, eight and sixteen minutes after each other.
    for (const minute of [0, 0.5, 1, 2, 3, 5, 7, 14]) await turn(base + minute);
    expect(register.asked.length - asked).toBe(4);
    expect(await checksOf(caseId)).toEqual([]);
    await turn(base + 15);
    await turn(base + 31);
    await turn(base + 70);
    expect(await checksOf(caseId)).toEqual(['unavailable']);
    register.behave(null);
    await turn(base + 800);
    expect(await checksOf(caseId)).toEqual(['unavailable', 'ok']);
    context.config.certificates = settings;
  },
);
const START_OF = {
  broken: 0,
  portal: 2000,
  redirect: 4000,
  another: 6000,
  silent: 8000,
  endless: 10_000,
};

test('a register that does not answer is tried with one of them a turn, and the others lose no time by it', async () => {
  await turn(15_000);
  for (let n = 0; n < 3; n += 1) await holding(GENUINE);
  context.config.certificates = { ...settings, timeoutMs: 1000 };
  register.behave('silent');
  const asked = register.asked.length;
  expect(await turn(15_001)).toBe(1);
  expect(register.asked.length - asked).toBe(1);
  register.behave(null);
  context.config.certificates = settings;
  expect(await turn(15_001)).toBe(2);
  expect(await turn(15_003)).toBe(1);
});

test('who stops the platform does not wait for a register that does not answer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  await turn(16_000);
  await holding(GENUINE);
  context.config.certificates = { ...settings, timeoutMs: 99_999 };
  register.behave('silent');
  const asked = register.asked.length;
  const house = keepHouse(context);
  vi.advanceTimersByTime(60_000);
  await expect.poll(() => register.asked.length).toBe(asked + 1);
  await house.stop();
  register.behave(null);
  context.config.certificates = settings;
});

test('two processes at once ask once, and no number is in a log or a plain column', async () => {
  await turn(20_000);
  const { caseId } = await holding(GENUINE);
  const asked = register.asked.length;
  await Promise.all([turn(20_001), turn(20_001), turn(20_001)]);
  expect(register.asked.length - asked).toBe(1);
  expect(await checksOf(caseId)).toEqual(['ok']);
  const rows = await sql<{ text: string }[]>`
    SELECT to_jsonb(k)::text AS text FROM certificate_checks k
    UNION ALL SELECT body::text FROM events
    UNION ALL SELECT body::text FROM feed_items`;
  const everywhere = [...log, ...rows.map(({ text }) => text)].join('\n');
  for (const number of [GENUINE, FALSE, HOLDER])
    expect(everywhere).not.toContain(number);
});

test('without a register nothing is asked, and certificates stay unverified', async () => {
  delete context.config.certificates;
  const { caseId } = await holding(GENUINE);
  expect(await turn(20_100)).toBe(0);
  expect((await paperOf(caseId)).check).toBeNull();
});
