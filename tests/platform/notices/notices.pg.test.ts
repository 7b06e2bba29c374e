import { expect, test } from 'vitest';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { takeNoticeSerial } from '../../../src/platform/database/queries/notices.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { readNotice } from '../../../src/platform/notices/read-notice.ts';
import { skipNoticeNumbers } from '../../../src/platform/notices/skip-numbers.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import type { Decision } from '../../../src/protocol/review.ts';
import {
  administrator,
  aTownship,
  OTHER_TOWN,
  reviewer,
} from '../review/a-township.ts';

const { context, takeIn, setNow } = await aTownship();
const { sql } = context;
const county = '422825';
const accept = { act: 'accept', version: 1 } as const;

async function decided(
  decision: Decision,
): Promise<{ caseId: string; notice: { number: string; sha256: string } }> {
  const { caseId } = await takeIn();
  await must(caseId, decision);
  return { caseId, notice: await noticeOf(caseId) };
}

async function must(caseId: string, decision: Decision): Promise<void> {
  const result = await decide(context, reviewer(), { caseId, decision });
  expect(result).toMatchObject({ ok: true });
}

async function noticeOf(caseId: string) {
  const last = (await readEvents(sql, county, caseId)).at(-1)?.body;
  const told = last as Extract<EventBody, { kind: 'accepted' }>;
  if (told.notice === undefined) throw new Error('no paper');
  return told.notice;
}

async function pageOf(caseId: string, n = 2): Promise<string> {
  const read = await readNotice(context, reviewer(), { caseId, n });
  if (!read.ok) throw new Error(read.code);
  return Buffer.from(read.value).toString('utf8');
}

test('papers of a kind are numbered through the year without a gap, also of twenty reviewers at once', async () => {
  setNow('2027-03-02T02:00:00Z');
  const wish = { takenInAt: '2027-03-01T02:00:00.000Z' };
  const cases = await Promise.all(
    Array.from({ length: 20 }, () => takeIn(wish)),
  );
  // Ten of them are decided by two at once; who comes second takes no number.
  await Promise.all(
    [...cases, ...cases.slice(0, 10)].map(({ caseId }) =>
      decide(context, reviewer(), { caseId, decision: accept }),
    ),
  );
  const numbers = await Promise.all(
    cases.map(async ({ caseId }) => (await noticeOf(caseId)).number),
  );
  expect(numbers.toSorted(bySerial)).toEqual(
    cases.map((_, i) => `宣受〔2027〕${i + 1}号`),
  );
  // Another kind and another year count for themselves.
  setNow('2027-12-31T17:00:00Z');
  expect((await decided(accept)).notice.number).toBe('宣受〔2028〕1号');
  setNow('2026-11-25T02:00:00Z');
});

test('after a restore no number is given that a life of the data may have given that is lost, in the new year either', async () => {
  setNow('2028-12-31T02:00:00Z');
  await decided(accept);
  const wish = { county, kind: 'acceptance', year: 2029 } as const;
  /** What is given in a life that begins then and is lost again. */
  const life = async (restoredAt: string | null, count: number) => {
    const given: number[] = [];
    const isLost = transact(sql, async ({ tx }) => {
      const at = new Date(restoredAt ?? '');
      if (restoredAt !== null) await skipNoticeNumbers(tx, { county, at });
      for (let i = 0; i < count; i += 1)
        given.push(await takeNoticeSerial(tx, wish));
      throw new Error('lost');
    });
    await expect(isLost).rejects.toThrow('lost');
    return given;
  };
  const numbers = [
    ...(await life(null, 60)),
    ...(await life('2029-01-02T02:00:00Z', 60)),
    ...(await life('2029-01-02T02:10:00Z', 60)),
  ];
  expect(new Set(numbers).size).toBe(180);
  setNow('2026-11-25T02:00:00Z');
});

test('a decision that fails takes no number with it', async () => {
  const { caseId } = await takeIn();
  const before = await lastSerial();
  await sql`ALTER TABLE events ADD CONSTRAINT no_more CHECK (n < 2) NOT VALID`;
  await expect(
    decide(context, reviewer(), { caseId, decision: accept }),
  ).rejects.toThrow();
  await sql`ALTER TABLE events DROP CONSTRAINT no_more`;
  expect(await lastSerial()).toBe(before);
  await must(caseId, accept);
  expect((await noticeOf(caseId)).number).toBe(`宣受〔2026〕${before + 1}号`);
});

test('the paper is what was said, with the whole name and not the whole identity number', async () => {
  const { caseId } = await takeIn({ applicantName: '<b>瞿示秀' });
  const reason = '本人页看不清<script>alert(1)</script>';
  await must(caseId, {
    act: 'requestCorrection',
    version: 1,
    items: [{ about: 'V14-M2', target: 'paper', reason, fix: '请重拍' }],
    workdays: 10,
  });
  const page = await pageOf(caseId);
  expect(page).toContain('补正告知书');
  expect(page).toContain('&lt;b&gt;瞿示秀');
  expect(page).toContain('本人页看不清&lt;script&gt;');
  expect(page).not.toMatch(/<script|<b>/);
  expect(page).toContain('后四位：0027');
  expect(page).not.toContain('000000193405210027');
});

test('it rests sealed, and nobody can change it or take it away', async () => {
  const { caseId } = await decided(accept);
  const [row] = await sql<{ all: string }[]>`
    SELECT to_jsonb(n)::text AS all FROM notices n WHERE case_id = ${caseId}`;
  expect(row?.all).not.toContain('瞿示');
  await expect(
    sql`UPDATE notices SET sealed = 'x' WHERE case_id = ${caseId}`,
  ).rejects.toThrow(/history/);
  await expect(
    sql`DELETE FROM notices WHERE case_id = ${caseId}`,
  ).rejects.toThrow(/history/);
});

test('one that is not what its event names is not shown', async () => {
  const { caseId } = await decided(accept);
  await sql`ALTER TABLE notices DISABLE TRIGGER notices_are_history`;
  await sql`
    UPDATE notices SET sealed = (SELECT sealed FROM notices
      WHERE case_id <> ${caseId} LIMIT 1)
    WHERE case_id = ${caseId}`;
  await sql`ALTER TABLE notices ENABLE TRIGGER notices_are_history`;
  await expect(
    readNotice(context, reviewer(), { caseId, n: 2 }),
  ).rejects.toThrow(/event names/);
});

test('who may read the case may read its papers, and that he does is written down', async () => {
  const { caseId } = await decided({
    act: 'refuse',
    version: 1,
    reason: '未满八十周岁，不符合条件',
    authority: '',
  });
  const which = { caseId, n: 2 };
  for (const other of [reviewer(OTHER_TOWN, 'S12'), administrator])
    expect(await readNotice(context, other, which)).toMatchObject({
      code: 'forbidden',
    });
  expect(await pageOf(caseId)).toContain('不予受理通知书');
  expect(await readNotice(context, reviewer(), { caseId, n: 1 })).toMatchObject(
    { code: 'notFound' },
  );
  const acts = await sql<{ act: string }[]>`
    SELECT act FROM audit WHERE case_id = ${caseId} ORDER BY n`;
  expect(acts.map(({ act }) => act)).toContain('noticeOpened');
});

test('a stopped clock and an extension are told in writing too, each with its reasons, and so is the end', async () => {
  const { caseId } = await takeIn({ matterCode: 'V19' });
  const ground = '需要到户核实居住情况<script>';
  const steps: [Decision, string, string][] = [
    [accept, '受理通知书', '受理人'],
    [
      {
        act: 'startSpecial',
        version: 2,
        procedure: '入户调查',
        ground,
        workdays: 5,
      },
      '特别程序告知书',
      '需要到户核实居住情况&lt;script&gt;',
    ],
    [{ act: 'endSpecial', version: 3 }, '', ''],
    [
      {
        act: 'extend',
        version: 4,
        workdays: 5,
        reason: '需要向外省核实领取情况',
        ground: '行政许可法第四十二条',
        approvedBy: '田示福',
      },
      '延长办理期限告知书',
      '经田示福批准，延长5个工作日',
    ],
    [
      {
        act: 'conclude',
        version: 5,
        result: '发给证件',
        pickup: null,
        note: '',
      },
      '办结通知书',
      '发给证件',
    ],
  ];
  for (const [decision, title, says] of steps) {
    await must(caseId, decision);
    if (title === '') continue;
    const page = await pageOf(caseId, decision.version + 1);
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page).toContain(says);
  }
});

async function lastSerial(): Promise<number> {
  const [row] = await sql<{ serial: number }[]>`
    SELECT serial FROM notice_heads WHERE kind = 'acceptance' AND year = 2026`;
  return row?.serial ?? 0;
}

function bySerial(one: string, other: string): number {
  const of = (text: string) => Number(/〕(\d+)号/.exec(text)?.[1]);
  return of(one) - of(other);
}
