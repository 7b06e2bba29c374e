import { expect, test } from 'vitest';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { readFeedItems } from '../../../src/platform/database/queries/feed.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import type { Decision } from '../../../src/protocol/review.ts';
import {
  administrator,
  aTownship,
  handler,
  OTHER_TOWN,
  reviewer,
  STATION,
} from './a-township.ts';

const { context, takeIn, arrive, setNow } = await aTownship();
const county = '422825';

const accept = (version: number) => ({ act: 'accept', version }) as const;
const refuse = (version: number) =>
  ({
    act: 'refuse',
    version,
    reason: '未满八十周岁，不符合条件',
    authority: '',
  }) as const;
const correct = (version: number, about = 'V14-M2'): Decision => ({
  act: 'requestCorrection',
  version,
  items: [{ about, target: 'paper', reason: '本人页看不清', fix: '请重拍' }],
  workdays: 10,
});

test('an acceptance is recorded with the promised day and told to the village', async () => {
  setNow('2026-11-25T02:00:00Z');
  const { caseId } = await takeIn();
  const result = await decide(context, reviewer(), {
    caseId,
    decision: accept(1),
  });
  expect(result).toEqual({
    ok: true,
    value: { version: 2, display: 'accepted' },
  });
  const event = (await readEvents(context.sql, county, caseId)).at(-1);
  expect(event).toMatchObject({
    n: 2,
    by: { kind: 'staff', id: 'S11', name: '舒示贵' },
    // 15 working days after 25 November.
    body: {
      kind: 'accepted',
      promisedBy: { date: '2026-12-16', provisional: false },
      withDeficiency: false,
    },
  });
  for (const audience of [`station:${STATION}`, 'township:422825102']) {
    const items = await readFeedItems(context.sql, {
      county,
      audience,
      after: 0,
      limit: 500,
    });
    expect(items.at(-1)).toMatchObject({ kind: 'event', body: event });
  }
});

test('late in the evening, UTC, the day in China counts', async () => {
  setNow('2026-11-25T17:00:00Z');
  const { caseId } = await takeIn();
  await decide(context, reviewer(), { caseId, decision: correct(1) });
  const event = (await readEvents(context.sql, county, caseId)).at(-1);
  // 10 working days after 26 November.
  expect(event?.body).toMatchObject({ dueOn: { date: '2026-12-10' } });
});

test('of two reviewers at once one decides, and the other is told who and what', async () => {
  const { caseId } = await takeIn();
  const results = await Promise.all([
    decide(context, reviewer(undefined, 'S11', '舒示贵'), {
      caseId,
      decision: accept(1),
    }),
    decide(context, reviewer(undefined, 'S99', '吴示莲'), {
      caseId,
      decision: refuse(1),
    }),
  ]);
  const won = results.filter(({ ok }) => ok);
  const lost = results.find(({ ok }) => !ok);
  expect(won).toHaveLength(1);
  const events = await readEvents(context.sql, county, caseId);
  expect(events).toHaveLength(2);
  expect(lost).toEqual({
    ok: false,
    code: 'changed',
    version: 2,
    by: events[1]?.by.name,
    act: events[1]?.body.kind,
  });
});

test('twenty at once leave one decision', async () => {
  const { caseId } = await takeIn();
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      decide(context, reviewer(), { caseId, decision: accept(1) }),
    ),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await readEvents(context.sql, county, caseId)).toHaveLength(2);
});

test('a case is accepted when all its materials are there, and not before', async () => {
  const { caseId, photographs } = await takeIn({ photographs: 2 });
  const decision = accept(1);
  const [first, second] = photographs;
  if (first === undefined || second === undefined) throw new Error('two');
  await arrive(first.ref, first.content);
  expect(await decide(context, reviewer(), { caseId, decision })).toEqual({
    ok: false,
    code: 'materialsMissing',
    missing: ['V14-M2'],
  });
  await arrive(second.ref, second.content);
  expect(await decide(context, reviewer(), { caseId, decision })).toMatchObject(
    { ok: true },
  );
});

test('corrections can be asked for while materials are under way', async () => {
  const { caseId } = await takeIn({ photographs: 1 });
  expect(
    await decide(context, reviewer(), { caseId, decision: correct(1) }),
  ).toMatchObject({ ok: true, value: { display: 'correcting' } });
});

test('what the transition table forbids is not done', async () => {
  // Of a matter that the township decides itself.
  const { caseId } = await takeIn({ matterCode: 'V19' });
  const conclude = {
    act: 'conclude',
    version: 1,
    result: '高龄津贴审批结果',
    pickup: null,
    note: '',
  } as const;
  expect(
    await decide(context, reviewer(), { caseId, decision: conclude }),
  ).toEqual({ ok: false, code: 'notAllowed' });
  await decide(context, reviewer(), { caseId, decision: refuse(1) });
  expect(
    await decide(context, reviewer(), { caseId, decision: accept(2) }),
  ).toEqual({ ok: false, code: 'notAllowed' });
  expect(await readEvents(context.sql, county, caseId)).toHaveLength(2);
});

test('a correction names a field or a paper of the matter', async () => {
  const { caseId } = await takeIn();
  for (const about of ['V01-M1', 'applicantName', 'nothing'])
    expect(
      await decide(context, reviewer(), {
        caseId,
        decision: correct(1, about),
      }),
    ).toEqual({ ok: false, code: 'badRequest' });
});

test.each([
  ['the reviewer of another township', reviewer(OTHER_TOWN)],
  ['the administrator', administrator],
  ['who took the case in himself', reviewer(undefined, 'S03')],
])('%s decides nothing', async (_, person) => {
  const { caseId } = await takeIn();
  expect(
    await decide(context, person, { caseId, decision: accept(1) }),
  ).toEqual({ ok: false, code: 'forbidden' });
  expect(await readEvents(context.sql, county, caseId)).toHaveLength(1);
});

test('a case that is accepted is concluded where it was dispatched to, and one in hand-over waits for it', async () => {
  const { caseId } = await takeIn();
  await decide(context, reviewer(), { caseId, decision: accept(1) });
  const dispatch = { act: 'dispatch', version: 2 } as const;
  await decide(context, reviewer(), { caseId, decision: dispatch });
  const result = await decide(context, handler('county-civil'), {
    caseId,
    decision: {
      act: 'conclude',
      version: 3,
      result: '高龄津贴审批结果',
      pickup: '响龙村便民服务站',
      note: '',
    },
  });
  expect(result).toMatchObject({ value: { display: 'awaitingPickup' } });
});

test('the reviewer sees the case, its numbers by their last four, and what he may do', async () => {
  const { caseId, number, photographs } = await takeIn({ photographs: 1 });
  const result = await readCase(context, reviewer(), caseId);
  if (!result.ok) throw new Error(result.code);
  const detail = result.value;
  expect(detail.answers).toEqual({
    applicantName: '姚示江',
    applicantIdNo: '*0027',
  });
  expect(JSON.stringify(detail)).not.toContain('000000193405210027');
  const [stored] = await context.sql`
    SELECT answers FROM cases WHERE case_id = ${caseId}`;
  expect(JSON.stringify(stored)).not.toContain('000000193405210027');
  expect(detail.papers.map(({ paperName }) => paperName)).toEqual([
    '居民身份证',
    '居民户口簿',
  ]);
  expect(detail.papers[1]?.pages).toEqual([
    {
      sha256: photographs[0]?.ref.sha256,
      mediaType: 'image/jpeg',
      bytes: photographs[0]?.content.length,
      arrived: false,
    },
  ]);
  expect(detail).toMatchObject({
    row: { number, version: 1 },
    matterName: expect.stringContaining('高龄津贴') as string,
    clerk: { name: '谭示贵', stationName: '响龙村' },
    acts: [
      'accept',
      'requestCorrection',
      'refuse',
      'referElsewhere',
      'dispatch',
      'join',
    ],
  });
  expect(detail.events.map(({ body }) => body.kind)).toEqual(['received']);
});

test('the reasons that stand ready name fields and papers of the matter', async () => {
  const { caseId } = await takeIn();
  const result = await readCase(context, reviewer(), caseId);
  if (!result.ok) throw new Error(result.code);
  const { presets } = result.value;
  expect(presets).toContainEqual({
    about: 'V14-M5',
    reason: '账户不是老人本人的',
    fix: '换老人本人的社保卡',
  });
  for (const { about } of presets)
    expect(about).toMatch(/^(V14-M\d+|[a-z][A-Za-z]+)$/);
});

test('who took the case in reads it and has nothing to decide', async () => {
  const { caseId } = await takeIn();
  expect(
    await readCase(context, reviewer(undefined, 'S03'), caseId),
  ).toMatchObject({ ok: true, value: { acts: [] } });
  expect(await readCase(context, administrator, caseId)).toMatchObject({
    code: 'forbidden',
  });
  expect(await readCase(context, reviewer(OTHER_TOWN), caseId)).toMatchObject({
    code: 'forbidden',
  });
});
