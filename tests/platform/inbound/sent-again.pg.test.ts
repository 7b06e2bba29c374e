// What other systems bring must hold through a restore, a bad day and two at once.
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { chinaDate } from '../../../src/domain/calendar/civil-date.ts';
import { countDueDays } from '../../../src/platform/clocks/count-due-days.ts';
import { addWitness } from '../../../src/platform/database/queries/witnesses.ts';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { readEpoch } from '../../../src/platform/session/epoch.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import { ANSWERS } from '../../support/device-builder.ts';
import { openSender } from '../../support/inbound-sender.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { decide, historyOf } from '../intake/a-case.ts';

const CASES = '/api/v1/inbound/cases';
const PROGRESS = '/api/v1/inbound/progress';
const STATION = '422825102206';
const TOWN = STATION.slice(0, 9);
const county = '422825';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const realClock = context.clock;
afterEach(() => {
  context.clock = realClock;
});
const province = openSender(platform);
const office = openSender(platform, {
  id: 'rsj',
  name: '县人社局业务系统',
  begins: false,
  offices: ['rsj'],
});
const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: `township:${TOWN}` }],
};

function begun(change: Record<string, unknown> = {}) {
  const place = { town9: TOWN, village: STATION, group: 3, detail: '7号' };
  return {
    id: randomUUID(),
    matterCode: 'V14',
    stationCode: STATION,
    beganAt: context.clock().toISOString(),
    answers: { ...ANSWERS, applicantHukou: place },
    papers: [],
    ...change,
  };
}
type Answer = {
  caseId: string;
  number: string;
  queryCode: string;
  epoch: string;
};
async function begin(wish = begun()): Promise<Answer> {
  const { status, body } = await province.send(CASES, wish);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Answer;
}
const serialOf = (number: string) => Number(number.slice(21, 25));
/** `when`: day and time in China. A day of its own for each test that loses numbers. */
const at = (when: string) => {
  context.clock = () => new Date(`${when}+08:00`);
};
/** As a backup from before it leaves the county. */
async function lose(caseId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    for (const { name } of await tx<{ name: string }[]>`
      SELECT DISTINCT table_name AS name FROM information_schema.columns
      WHERE column_name = 'case_id' AND table_schema = current_schema()
        AND table_name IN (SELECT tablename FROM pg_tables
          WHERE schemaname = current_schema())
        AND table_name NOT IN ('witnesses', 'audit')`)
      await tx`DELETE FROM ${tx(name)} WHERE case_id = ${caseId}`;
    const day = chinaDate(context.clock().getTime());
    await tx`DELETE FROM online_serials WHERE day = ${day}`;
  });
}

test.each(['2026-02-30T10:00:00Z', '2026-11-31T10:00:00+08:00'])(
  'a day that does not exist is refused: %s',
  async (beganAt) => {
    const { status, body } = await province.send(CASES, begun({ beganAt }));
    expect([status, body['detail']]).toEqual([400, 'at beganAt']);
  },
);

test('an instant of any zone is written down as the platform writes its own', async () => {
  at('2026-12-02T12:00:00');
  const { caseId } = await begin(begun({ beganAt: '2026-12-02T10:00:00+08' }));
  const [event] = await readEvents(sql, county, caseId);
  expect(event?.body).toMatchObject({
    intake: { device: '2026-12-02T02:00:00.000Z' },
  });
});

test('one case whose days cannot be counted hides no other, and stops no chore', async () => {
  const bad = await begin();
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`UPDATE events SET body = jsonb_set(body, '{intake,device}',
      '"2026-02-30T10:00:00Z"') WHERE case_id = ${bad.caseId}`;
  });
  const good = await begin();
  await countDueDays(context);
  const due = await sql<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM cases WHERE due_on IS NOT NULL`;
  expect(due.map(({ caseId }) => caseId)).toContain(good.caseId);
  const wish = { status: undefined, search: '', before: undefined };
  const list = await listCases(context, reviewer, wish);
  expect(list.ok && list.value.rows).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ caseId: bad.caseId, noticeBy: null }),
      expect.objectContaining({
        caseId: good.caseId,
        noticeBy: expect.anything() as unknown,
      }),
    ]) as object,
  );
  const opened = await readCase(context, reviewer, bad.caseId);
  expect(opened).toMatchObject({ ok: true, value: { deadlines: [] } });
  expect(platform.log.join('')).toContain(bad.caseId);
});

test('what a restore has lost is the same case when it is sent again', async () => {
  at('2026-12-03T09:00:00');
  const wish = begun();
  const first = await begin(wish);
  expect(first.epoch).toBe(await readEpoch(sql, county));
  await lose(first.caseId);
  at('2026-12-03T10:00:00');
  const { number, ...again } = await begin(wish);
  const { number: former, ...before } = first;
  expect(again).toEqual(before);
  // Nobody has told the county which it had.
  expect(number).not.toBe(former);
});

test('it has its number too where a device still knows it', async () => {
  at('2026-12-04T09:00:00');
  const wish = begun();
  const first = await begin(wish);
  const [event] = await readEvents(sql, county, first.caseId);
  if (event === undefined) throw new Error('it has begun');
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await addWitness(tx, {
      county,
      caseId: first.caseId,
      n: 1,
      hash: 'h',
      mac: 'm',
      epoch: first.epoch,
      audience: `station:${STATION}`,
      pos: 1,
      event,
      deviceId: randomUUID(),
      at: context.clock(),
    });
  });
  await lose(first.caseId);
  at('2026-12-04T10:00:00');
  expect(await begin(wish)).toEqual(first);
});

test('two restores of one backup on one day give no number twice', async () => {
  const given: number[] = [];
  for (const time of ['09:00', '09:30', '09:40']) {
    at(`2026-12-07T${time}:00`);
    const cases = [await begin(), await begin(), await begin()];
    given.push(...cases.map(({ number }) => serialOf(number)));
    for (const { caseId } of cases) await lose(caseId);
  }
  expect(new Set(given).size).toBe(9);
});

test('a village that has no number left today is told to wait', async () => {
  at('2026-12-08T09:00:00');
  await sql`INSERT INTO online_serials (county, station_code, day, last)
    VALUES (${county}, ${STATION}, '2026-12-08', 9999)`;
  const wish = begun();
  expect(await province.send(CASES, wish)).toMatchObject({ status: 503 });
  // Nothing of it is kept that would answer for it tomorrow.
  at('2026-12-09T09:00:00');
  expect(await province.send(CASES, wish)).toMatchObject({ status: 200 });
});

test('one id for two cases at the same moment is refused to the second', async () => {
  const [one, two] = [await begin(), await begin()];
  for (const { caseId } of [one, two]) {
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
  }
  const id = randomUUID();
  let said: ReturnType<typeof office.send> | undefined;
  await sql.begin(async (tx) => {
    await tx`INSERT INTO inbound_reports (county, sender, sender_id, sha256,
        case_id, at)
      VALUES (${county}, 'rsj', ${id}, 'of the other', ${one.caseId}, now())`;
    const progress = { state: 'started' };
    said = office.send(PROGRESS, { id, number: two.number, progress });
    // It waits for this one.
    await expect
      .poll(async () => {
        const [row] = await sql<{ n: number }[]>`
          SELECT count(*)::int AS n FROM pg_locks
          WHERE NOT granted AND locktype = 'transactionid'`;
        return row?.n;
      })
      .toBe(1);
  });
  expect(await said).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect(await historyOf(platform, two.caseId)).not.toContain(
    'departmentStarted',
  );
});
