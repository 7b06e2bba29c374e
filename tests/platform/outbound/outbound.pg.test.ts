import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  replayOutbound,
  showOutbound,
} from '../../../src/platform/commands/outbound-commands.ts';
import { sendEvents } from '../../../src/platform/outbound/send-events.ts';
import { outboundText } from '../../../src/text/outbound.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { openReceiver } from '../../support/event-receiver.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aCase, ACCEPTED, decide } from '../intake/a-case.ts';

const SECRET = 'a secret of the province and of the county';
const platform = await startTestPlatform();
const { context, log } = platform;
const receiver = await openReceiver(SECRET);
afterAll(receiver.close);
context.config.outbound = {
  url: receiver.url,
  secret: SECRET,
  timeoutMs: 1000,
};
const device = await TestDevice.ready(platform, '422825201237');

const START = Date.now();
/** Never goes back: later in each test than in the one before. */
let minutes = 0;
async function later(by: number): Promise<number> {
  minutes += by;
  platform.setNow(new Date(START + minutes * 60_000).toISOString());
  return await sendEvents(context);
}
const show = () =>
  receiver.taken.map(
    ({ subject, data }) => `${subject} ${data.n} ${data.kind}`,
  );

beforeEach(async () => {
  receiver.behave(() => null);
  await later(400);
  receiver.taken.length = 0;
  receiver.headers.length = 0;
  await device.open();
});

test('each event of a case is told once, in its order, signed, and nothing of whose case it is', async () => {
  const { caseId } = await aCase(device);
  await decide(platform, caseId, ACCEPTED);
  expect(await later(1)).toBe(2);
  expect(await later(1)).toBe(0);
  expect(receiver.unsigned()).toBe(0);
  expect(receiver.headers[0]?.['content-type']).toBe(
    'application/cloudevents+json; charset=utf-8',
  );
  const [first, second] = receiver.taken;
  expect(first).toEqual({
    specversion: '1.0',
    id: expect.stringMatching(new RegExp(`^${caseId}/1/[\\w-]{16}$`)) as string,
    source: 'urn:service-point:422825',
    type: 'service-point.case.received',
    subject: expect.stringMatching(/^\d{27}$/) as string,
    time: expect.any(String) as string,
    datacontenttype: 'application/json',
    sequence: '0000000001',
    data: {
      caseId,
      n: 1,
      kind: 'received',
      nationalCode: 1,
      matter: expect.objectContaining({ code: 'V14' }) as object,
      stationCode: '422825201237',
      township: '422825201',
    },
  });
  expect(second).toMatchObject({
    type: 'service-point.case.accepted',
    data: { n: 2, nationalCode: 3 },
  });
  const said = JSON.stringify(receiver.taken);
  const { applicantName, applicantIdNo } = ANSWERS;
  expect(said).not.toContain(applicantName);
  expect(said).not.toContain(applicantIdNo);
});

test('nobody answers: it waits longer each time, and goes on where it stood', async () => {
  receiver.behave(() => 503);
  const { caseId } = await aCase(device);
  const asked = async (by: number) => {
    const before = receiver.asked();
    await later(by);
    return receiver.asked() - before;
  };
  expect(await asked(1)).toBe(1);
  expect(await asked(1)).toBe(0);
  expect(await asked(1)).toBe(1);
  expect(await asked(3)).toBe(0);
  expect((await showOutbound(context)).lines).toContain(outboundText.silent(2));
  await decide(platform, caseId, ACCEPTED);
  receiver.behave(() => null);
  expect(await later(3)).toBe(2);
  expect(receiver.taken.map(({ data }) => data.n)).toEqual([1, 2]);
  expect((await showOutbound(context)).lines).toEqual([
    outboundText.waiting(0),
  ]);
});

test('an answer that was lost: the same event again, under the same id', async () => {
  let cuts = 1;
  receiver.behave(() => {
    cuts -= 1;
    return cuts === 0 ? 'cut' : null;
  });
  await aCase(device);
  await later(1);
  await later(2);
  expect(receiver.taken).toHaveLength(2);
  expect(receiver.taken[1]).toEqual(receiver.taken[0]);
});

test('what is refused stops nothing behind it, and is told again when a person says so', async () => {
  const { caseId } = await aCase(device);
  await decide(platform, caseId, ACCEPTED);
  receiver.behave(({ data }) => (data.kind === 'received' ? 422 : null));
  await later(1);
  expect(receiver.taken.map(({ data }) => data.kind)).toEqual(['accepted']);
  expect((await showOutbound(context)).lines).toContain(
    outboundText.dead(caseId, 1, 422),
  );
  expect(log.join('')).not.toContain(ANSWERS['applicantName']);

  expect(await replayOutbound(context, { refused: true })).toEqual({
    ok: false,
    lines: [outboundText.replayed(0, 1)],
  });
  receiver.behave(() => null);
  expect(await replayOutbound(context, { refused: true })).toEqual({
    ok: true,
    lines: [outboundText.replayed(1, 0)],
  });
  expect(receiver.taken.map(({ data }) => data.kind)).toEqual([
    'accepted',
    'received',
  ]);
  expect((await showOutbound(context)).lines).toEqual([
    outboundText.waiting(0),
  ]);
});

test('a wrong secret is no refusal: all of it waits until it is mended', async () => {
  await aCase(device);
  const { outbound } = context.config;
  if (outbound === undefined) throw new Error('not attached');
  context.config.outbound = { ...outbound, secret: 'x'.repeat(32) };
  expect(await later(1)).toBe(0);
  context.config.outbound = outbound;
  expect(await later(2)).toBe(1);
});

test('everything since a moment is told again, each with its former id', async () => {
  const { caseId } = await aCase(device);
  await later(1);
  const [before] = receiver.taken;
  await later(60);
  const since = context.clock().toISOString();
  await decide(platform, caseId, ACCEPTED);
  await later(1);
  receiver.taken.length = 0;

  expect((await replayOutbound(context, { from: since })).ok).toBe(true);
  await later(1);
  expect(show().map((line) => line.slice(28))).toEqual(['2 accepted']);
  receiver.taken.length = 0;
  await replayOutbound(context, { from: '2000-01-01T00:00:00Z' });
  await later(1);
  expect(receiver.taken).toContainEqual(before);
  expect(await replayOutbound(context, { from: 'yesterday' })).toEqual({
    ok: false,
    lines: [outboundText.whichOnes],
  });
});

test('what was never told stays to be told, from whenever the rest is told again', async () => {
  receiver.behave(() => 503);
  const { caseId } = await aCase(device);
  await later(1);
  await later(60);
  const since = context.clock().toISOString();
  await decide(platform, caseId, ACCEPTED);
  expect(await replayOutbound(context, { from: since })).toEqual({
    ok: true,
    lines: [outboundText.waiting(2)],
  });
  receiver.behave(() => null);
  await later(1);
  expect(receiver.taken.map(({ data }) => data.n)).toEqual([1, 2]);
});

test('two processes tell each event once', async () => {
  for (let i = 0; i < 5; i += 1) await aCase(device);
  minutes += 1;
  platform.setNow(new Date(START + minutes * 60_000).toISOString());
  const counts = await Promise.all([sendEvents(context), sendEvents(context)]);
  expect(counts.reduce((a, b) => a + b)).toBe(5);
  expect(new Set(show()).size).toBe(5);
  expect(receiver.taken).toHaveLength(5);
});
