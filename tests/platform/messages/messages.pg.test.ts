import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  resendMessages,
  showMessages,
} from '../../../src/platform/commands/message-commands.ts';
import { sendMessages } from '../../../src/platform/messages/send-messages.ts';
import { messageText } from '../../../src/text/messages.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { openGateway } from '../../support/message-gateway.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  ACCEPTED,
  aCase,
  correction,
  decide,
  REJECTED,
} from '../intake/a-case.ts';

const SECRET = 'a secret of the gateway and of the county';
const PHONE = '13800000000';
const platform = await startTestPlatform();
const { context, log } = platform;
const gateway = await openGateway(SECRET);
afterAll(gateway.close);
context.config.sms = { url: gateway.url, secret: SECRET, timeoutMs: 1000 };
const device = await TestDevice.ready(platform, '422825201237');

const START = Date.now();
let minutes = 0;
function wait(by: number): void {
  minutes += by;
  platform.setNow(new Date(START + minutes * 60_000).toISOString());
}
/** Never goes back: later in each test than in the one before. */
async function later(by: number): Promise<number> {
  wait(by);
  return await sendMessages(context);
}
const withPhone = async (applicantPhone: string) =>
  (await aCase(device, { answers: { ...ANSWERS, applicantPhone } })).caseId;
const lines = async () => (await showMessages(context)).lines;

beforeEach(async () => {
  gateway.behave(null);
  await later(3000);
  gateway.sent.length = 0;
  await device.open();
});

test('an applicant hears of acceptance, correction and conclusion, each once, in words without anything of his', async () => {
  const caseId = await withPhone(PHONE);
  await decide(platform, caseId, correction('2026-12-20'));
  await decide(platform, caseId, ACCEPTED);
  await decide(platform, caseId, REJECTED);
  expect(await later(1)).toBe(3);
  expect(await later(1)).toBe(0);
  expect(gateway.unsigned()).toBe(0);
  expect(gateway.sent.map(({ template }) => template)).toEqual([
    'correction',
    'accepted',
    'concluded',
  ]);
  for (const { phone, text, parameters } of gateway.sent) {
    expect(phone).toBe(PHONE);
    expect(text).toContain(parameters.last9);
    // The one whole number in it is the receipt's end.
    expect(text.replace(parameters.last9, '')).not.toMatch(/\d{5}/);
  }
  expect(gateway.sent[0]?.text).toContain('2026-12-20');
  // Of what happened too: after a restore another event may stand in its place.
  expect(gateway.sent[0]?.requestId).toMatch(
    new RegExp(`^${caseId}/2/[\\w-]{16}$`),
  );
  const said = JSON.stringify(gateway.sent) + log.join('');
  for (const own of ['applicantName', 'applicantIdNo', 'bankAccount'])
    expect(said).not.toContain(ANSWERS[own]);
  expect(log.join('')).not.toContain(PHONE);
});

test('whoever left no mobile number is sent nothing, and nothing waits for him', async () => {
  const asked = gateway.asked();
  await decide(platform, await withPhone('0718-0009001'), ACCEPTED);
  expect(await later(1)).toBe(0);
  expect(gateway.asked()).toBe(asked);
  expect(await lines()).toEqual([messageText.waiting(0)]);
});

test('an answer that was lost: the gateway is asked again, the telephone rings once', async () => {
  gateway.behave('cut');
  await decide(platform, await withPhone(PHONE), ACCEPTED);
  expect(await later(1)).toBe(0);
  gateway.behave(null);
  expect(await later(2)).toBe(1);
  expect(gateway.sent).toHaveLength(1);
});

test.each(['broken', 'portal'] as const)(
  'a gateway that is %s: it waits longer each time, and goes on',
  async (how) => {
    gateway.behave(how);
    await decide(platform, await withPhone(PHONE), ACCEPTED);
    const asked = async (by: number) => {
      const before = gateway.asked();
      await later(by);
      return gateway.asked() - before;
    };
    expect(await asked(0)).toBe(1);
    expect(await asked(0.5)).toBe(0);
    expect(await asked(0.6)).toBe(1);
    expect(await asked(1)).toBe(0);
    expect(await lines()).toEqual([messageText.waiting(1)]);
    gateway.behave(null);
    expect(await later(1.1)).toBe(1);
    expect(gateway.sent).toHaveLength(1);
  },
);

test('a gateway that may take long is not asked again while it may still answer', async () => {
  const { sms } = context.config;
  if (sms === undefined) throw new Error('none');
  context.config.sms = { ...sms, timeoutMs: 99_999 };
  gateway.behave('broken');
  await decide(platform, await withPhone(PHONE), ACCEPTED);
  await later(1);
  const before = gateway.asked();
  await later(3);
  expect(gateway.asked()).toBe(before);
  await later(1);
  expect(gateway.asked()).toBe(before + 1);
  context.config.sms = sms;
});

test('one that cannot be made stops no other, and after a day is for a person', async () => {
  const broken = await withPhone(PHONE);
  await decide(platform, broken, ACCEPTED);
  await context.sql`
    UPDATE cases SET matter_code = 'none' WHERE case_id = ${broken}`;
  wait(1);
  await decide(platform, await withPhone(PHONE), ACCEPTED);
  expect(await later(1)).toBe(1);
  expect(await lines()).toEqual([messageText.waiting(1)]);
  await later(1500);
  expect(await lines()).toEqual([
    messageText.waiting(0),
    messageText.unreachable(1),
    messageText.again,
  ]);
  await context.sql`DELETE FROM messages WHERE case_id = ${broken}`;
});

test('what is refused, or not taken for a day, is for a person, who has it sent again', async () => {
  gateway.behave('refused');
  await decide(platform, await withPhone(PHONE), ACCEPTED);
  await later(1);
  gateway.behave('broken');
  await decide(platform, await withPhone(PHONE), REJECTED);
  await later(1);
  await later(1500);
  expect(await lines()).toEqual([
    messageText.waiting(0),
    messageText.refused(1),
    messageText.unreachable(1),
    messageText.again,
  ]);
  gateway.behave(null);
  expect((await resendMessages(context)).lines).toEqual([
    messageText.queued(2),
  ]);
  expect(await later(1)).toBe(2);
  expect(await lines()).toEqual([messageText.waiting(0)]);
});

test('two processes send each once', async () => {
  for (let i = 0; i < 4; i += 1)
    await decide(platform, await withPhone(PHONE), ACCEPTED);
  const before = gateway.asked();
  wait(1);
  const counts = await Promise.all([
    sendMessages(context),
    sendMessages(context),
  ]);
  expect(counts.reduce((a, b) => a + b)).toBe(4);
  expect(gateway.asked() - before).toBe(4);
});

test('without a gateway nothing is sent and nothing queues up', async () => {
  const { sms } = context.config;
  delete context.config.sms;
  await decide(platform, await withPhone(PHONE), ACCEPTED);
  expect(await later(1)).toBe(0);
  expect(await lines()).toEqual([messageText.none, messageText.waiting(0)]);
  if (sms !== undefined) context.config.sms = sms;
});
