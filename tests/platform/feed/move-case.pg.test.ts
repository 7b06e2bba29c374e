// A case that goes to another station leaves the one and joins the other.
import { expect, test } from 'vitest';
import { moveOneCase } from '../../../src/platform/commands/move-case.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  aCase,
  aReader,
  happen,
  held,
  OTHER,
  pull,
  STATION,
} from './some-feed.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const here = await TestDevice.ready(platform, STATION);
const there = await TestDevice.ready(platform, OTHER);
const why = { by: '覃示平', reason: '户籍在那边' };

const withdrawal = (device: TestDevice) => ({
  kind: 'withdraw',
  reason: '不办了',
  signatures: [],
  madeAt: device.moment(),
});

const itemsOf = async (device: TestDevice, caseId: string) => {
  const reader = aReader();
  await pull(device, reader);
  return reader.items.filter((item) => item.caseId === caseId);
};

test('invariant 11: the one station hears that it left and no more of it, the other all there is and what comes', async () => {
  const caseId = await aCase(here);
  await happen(platform, caseId);
  expect(await itemsOf(there, caseId)).toEqual([]);
  const moved = await moveOneCase(context, {
    case: caseId,
    station: OTHER,
    ...why,
  });
  expect(moved.ok).toBe(true);
  await happen(platform, caseId);

  const left = await itemsOf(here, caseId);
  expect(left.map(({ kind }) => kind)).toEqual(['event', 'event', 'left']);
  const joined = await itemsOf(there, caseId);
  expect(joined.map(({ kind }) => kind)).toEqual(['snapshot', 'event']);
  expect(held(joined)).toEqual({ [caseId]: [1, 2, 3] });
  // No position is skipped on either side.
  for (const device of [here, there]) {
    const reader = aReader();
    await pull(device, reader);
    expect(reader.items.map(({ pos }) => pos)).toEqual(
      reader.items.map((_, i) => i + 1),
    );
  }
});

test('the township alone changes hands too, and the village hears nothing of it', async () => {
  const caseId = await aCase(here);
  const before = await itemsOf(here, caseId);
  const to = { case: caseId, township: '422825102', ...why };
  expect((await moveOneCase(context, to)).ok).toBe(true);
  expect(await itemsOf(here, caseId)).toEqual(before);
  const items = await sql<{ audience: string; kind: string }[]>`
    SELECT audience, kind FROM feed_items
    WHERE case_id = ${caseId} AND kind <> 'event' ORDER BY audience`;
  expect(items).toEqual([
    { audience: 'township:422825102', kind: 'snapshot' },
    { audience: 'township:422825201', kind: 'left' },
  ]);
});

test('it came back: told whole again, and who moved it and why is kept', async () => {
  const caseId = await aCase(here);
  for (const station of [OTHER, STATION])
    await moveOneCase(context, { case: caseId, station, ...why });
  expect((await itemsOf(here, caseId)).map(({ kind }) => kind)).toEqual([
    'event',
    'left',
    'snapshot',
  ]);
  const moves = await sql`
    SELECT n, from_station AS "from", to_station AS "to", by_name AS by, reason
    FROM case_moves WHERE case_id = ${caseId} ORDER BY n`;
  expect(moves).toEqual([
    { n: 1, from: STATION, to: OTHER, ...why },
    { n: 2, from: OTHER, to: STATION, ...why },
  ]);
});

test('guarantee 8: what the former station had still to send is taken in, held, and a person may let it happen', async () => {
  const submit = await here.make(here.submitOperation());
  await here.push(submit);
  const { caseId } = submit;
  const withdrawn = await here.make(withdrawal(here), {
    caseId,
    casePrev: submit.id,
  });
  await moveOneCase(context, { case: caseId ?? '', station: OTHER, ...why });
  const { body } = await here.push(withdrawn);
  expect(body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  const settled = await settleHeld(context, {
    operationId: withdrawn.id,
    by: '覃示平',
    decision: 'apply',
    reason: '搬走前签的',
  });
  expect(settled).toMatchObject({
    ok: true,
    value: [{ judgement: { result: 'applied' } }],
  });
});

test('a station that never had the case gets nothing applied to it, whoever decides', async () => {
  const submit = await here.make(here.submitOperation());
  await here.push(submit);
  const foreign = await there.make(withdrawal(there), {
    caseId: submit.caseId,
    casePrev: null,
  });
  await there.push(foreign);
  const settled = await settleHeld(context, {
    operationId: foreign.id,
    by: '覃示平',
    decision: 'apply',
    reason: 'x',
  });
  expect(settled).toMatchObject({ ok: false, code: 'notAllowed' });
});

test('a move that cannot be is said, and changes nothing', async () => {
  const caseId = await aCase(here);
  const tries = [
    { case: 'x', station: OTHER, ...why },
    { case: crypto.randomUUID(), station: OTHER, ...why },
    { case: caseId, station: '000000000000', ...why },
    { case: caseId, township: '000000000', ...why },
    { case: caseId, station: STATION, ...why },
    { case: caseId, ...why },
    { case: caseId, station: OTHER, by: '覃示平' },
  ];
  for (const each of tries) {
    const { ok, lines } = await moveOneCase(context, each);
    expect(ok).toBe(false);
    expect(lines).not.toEqual([]);
  }
  expect((await itemsOf(here, caseId)).map(({ kind }) => kind)).toEqual([
    'event',
  ]);
});
