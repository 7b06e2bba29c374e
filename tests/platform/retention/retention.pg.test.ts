// What the platform deletes by itself: all that is due, and nothing that a guarantee of
// the delivery still needs.
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { applyRetention } from '../../../src/platform/commands/retention.ts';
import { addSafeMark } from '../../../src/platform/database/queries/safe-marks.ts';
import { judgeKept } from '../../../src/platform/intake/judge-kept.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import { storeEnvelopes } from '../../../src/platform/intake/store-envelopes.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { aCase, ACCEPTED, decide, historyOf, send } from '../intake/a-case.ts';
import { queueMessages } from '../../../src/platform/database/queries/messages.ts';
import { aMaterial, postWhole } from '../materials/a-material.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const DAY_MS = 86_400_000;
let nowMs = Date.now();
let device: TestDevice;

function pass(days: number): void {
  nowMs += days * DAY_MS;
  platform.setNow(new Date(nowMs).toISOString());
}

beforeEach(async () => {
  pass(0);
  device = await TestDevice.ready(platform, STATION);
});

async function deleteNow(): Promise<void> {
  expect(await applyRetention(context, { now: true })).toMatchObject({
    ok: true,
  });
}

/** Counts of a run, by the words of its rules. */
async function said(wish: Parameters<typeof applyRetention>[1]) {
  const { lines } = await applyRetention(context, wish);
  return Object.fromEntries(
    lines.flatMap((line) => {
      const match = /^ {2}(\d+)\t([^：]+)：/.exec(line);
      return match === null ? [] : [[match[2] ?? '', Number(match[1])]];
    }),
  );
}

const isKept = async ({ id }: Envelope) =>
  (await sql`SELECT 1 FROM envelopes WHERE envelope->>'id' = ${id}`).length > 0;

const CONCLUDED = {
  kind: 'concludedApproved',
  result: '同意',
  pickup: null,
  note: '',
} as const;

/** A case that has been concluded. */
async function anEnded(): Promise<Envelope & { caseId: string }> {
  const submit = await aCase(device);
  await decide(platform, submit.caseId, ACCEPTED);
  await decide(platform, submit.caseId, CONCLUDED);
  return submit;
}

test('an envelope goes a year after its case has ended, and what it brought stays as it was', async () => {
  const ended = await anEnded();
  const open = await aCase(device);
  pass(364);
  await deleteNow();
  expect(await isKept(ended)).toBe(true);
  pass(2);
  await deleteNow();
  expect([await isKept(ended), await isKept(open)]).toEqual([false, true]);
  expect(await historyOf(platform, ended.caseId)).toEqual([
    'received',
    'accepted',
    'concludedApproved',
  ]);
  // Guarantee 2: sent once more by a device that has missed the answer, no second effect.
  await device.open();
  expect(await send(device, ended)).toMatchObject([{ result: 'duplicate' }]);
  expect(await historyOf(platform, ended.caseId)).toHaveLength(3);
});

test('guarantee 4: what no backup holds yet does not go, however old', async () => {
  const ended = await anEnded();
  const through = new Date(nowMs - DAY_MS);
  await addSafeMark(sql, { county: COUNTY, through, at: new Date(nowMs) });
  pass(800);
  await deleteNow();
  expect(await isKept(ended)).toBe(true);
  await addSafeMark(sql, {
    county: COUNTY,
    through: new Date(nowMs),
    at: new Date(nowMs),
  });
  await deleteNow();
  expect(await isKept(ended)).toBe(false);
});

test('guarantee 5: what is held is kept for ever, by the engine itself, and takes effect when a person lets it', async () => {
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const held = await device.make(device.submitOperation());
  const unknown = await device.make(device.submitOperation(), {
    sealKid: 'of-last-year',
  });
  expect(await send(device, held, unknown)).toMatchObject([
    { result: 'held', code: 'revoked' },
    { result: 'held', code: 'unknownKid' },
  ]);
  pass(4000);
  await deleteNow();
  expect([await isKept(held), await isKept(unknown)]).toEqual([true, true]);
  await expect(
    sql`DELETE FROM envelopes WHERE envelope->>'id' = ${held.id}`,
  ).rejects.toThrow(/held/);
  const settled = await settleHeld(context, {
    operationId: held.id,
    by: '彭示桂',
    decision: 'apply',
    reason: '本人已核实',
  });
  expect(settled).toMatchObject({
    value: [{ judgement: { result: 'applied' } }],
  });
});

test('guarantee 1: what was kept and not judged yet stays until it is', async () => {
  const submit = await device.make(device.submitOperation());
  await storeEnvelopes(context, {
    deviceId: device.id,
    at: new Date(nowMs).toISOString(),
    envelopes: [submit],
  });
  pass(500);
  await deleteNow();
  expect(await isKept(submit)).toBe(true);
  pass(-490);
  await judgeKept(context);
  expect(await historyOf(platform, submit.caseId)).toEqual(['received']);
});

test('what nobody was proved to have made goes after 90 days, and fills its device no longer', async () => {
  const { sha256, ...rest } = await device.make(device.submitOperation());
  const bent = { ...rest, sha256: sha256.replaceAll('a', 'b') };
  expect(await send(device, bent)).toMatchObject([{ result: 'refused' }]);
  const filled = async () =>
    await sql`SELECT envelopes, bytes FROM unproven_envelopes
      WHERE device_id = ${device.id}`;
  expect(await filled()).toMatchObject([{ envelopes: 1 }]);
  pass(89);
  await deleteNow();
  expect(await isKept(bent)).toBe(true);
  pass(2);
  await deleteNow();
  expect(await isKept(bent)).toBe(false);
  expect(await filled()).toEqual([{ envelopes: 0, bytes: 0 }]);
});

test('what became of a short message goes 90 days after what it told of, and is not queued anew', async () => {
  const { caseId } = await anEnded();
  const queue = async () =>
    await queueMessages(sql, {
      county: COUNTY,
      since: new Date(nowMs - DAY_MS),
      now: new Date(nowMs),
    });
  await queue();
  const left = async () =>
    await sql`SELECT 1 FROM messages WHERE case_id = ${caseId}`;
  pass(89);
  await deleteNow();
  expect(await left()).toHaveLength(2);
  pass(2);
  await deleteNow();
  await queue();
  expect(await left()).toHaveLength(0);
});

test('copies of refused work go after 90 days; what a person took back by his word stays', async () => {
  const at = new Date(nowMs);
  for (const by of [null, device.keys.author.kid])
    await sql`INSERT INTO unreadable_operations (county, device_id, operation_id,
        seq, sha256, code, arrived_at, taken_back_by)
      VALUES (${COUNTY}, ${device.id}, ${randomUUID()}, 1, '', 'invalid', ${at}, ${by})`;
  const left = async () =>
    (
      await sql<{ by: string | null }[]>`
        SELECT taken_back_by AS by FROM unreadable_operations
        WHERE device_id = ${device.id}`
    ).map(({ by }) => by);
  pass(89);
  await deleteNow();
  expect(await left()).toHaveLength(2);
  pass(2);
  await deleteNow();
  expect(await left()).toEqual([device.keys.author.kid]);
});

test('a dry run says by rule what would go, deletes nothing, and a run deletes just that', async () => {
  // At a station where no held work may still cite a photograph.
  device = await TestDevice.ready(platform, '422825102206');
  const { caseId } = await anEnded();
  // Of other cases the last items of the feed are not the last any more.
  await deleteNow();
  await postWhole(device, aMaterial(500));
  const long = new Date(nowMs);
  await sql`INSERT INTO accounts (county, account_id, login, name, password_hash)
    VALUES (${COUNTY}, 'S900', 'old', '舒示贵', '')`;
  await sql`INSERT INTO sessions (county, token_hash, account_id, created_at, last_used_at, proved_at)
    VALUES (${COUNTY}, 'x', 'S900', ${long}, ${long}, ${long})`;
  await sql`INSERT INTO sign_in_tries (county, subject, tries, last_at)
    VALUES (${COUNTY}, 'x', 1, ${long})`;
  await sql`INSERT INTO attempts (county, subject, at) VALUES (${COUNTY}, 'x', ${long})`;
  await TestDevice.unenrolled(platform, STATION);
  // One whose case is here, and one that is an alarm.
  await sql`INSERT INTO shown_receipts (county, number, station_code, matter_code,
      intake_at, first_shown_at, last_shown_at)
    SELECT ${COUNTY}, number, '422825102206', 'V14', ${long}, ${long}, ${long}
    FROM (SELECT number FROM cases WHERE case_id = ${caseId}
      UNION SELECT 'nothing came') n`;
  const importId = randomUUID();
  await sql`INSERT INTO imports (county, import_id, account_id, account_name, audience, began_at)
    VALUES (${COUNTY}, ${importId}, 'S900', '舒示贵', 'county', ${long})`;
  await sql`INSERT INTO import_materials (county, import_id, sha256, device_id, is_new)
    VALUES (${COUNTY}, ${importId}, 'x', ${device.id}, true)`;
  await sql`INSERT INTO vault_recoveries (county, device_id, vault_id, kid, sealed, made_at, received_at)
    VALUES (${COUNTY}, ${device.id}, ${randomUUID()}, 'x', 'x', ${long}, ${long})`;
  const stationCode = STATION;
  for (const decidedBy of ['b', null])
    await sql`INSERT INTO clerk_proposals (county, proposal_id, station_code,
        clerk_name, proposed_by, proposed_at, decided_by, decided_at)
      VALUES (${COUNTY}, ${randomUUID()}, ${stationCode}, '向示兰', 'a', ${long},
        ${decidedBy}, ${decidedBy && long})`;
  // A look, one to which a second person said yes, and two to which nobody did.
  const [looked, agreed] = [randomUUID(), randomUUID()];
  await sql`INSERT INTO right_requests (county, request_id, account_id, action,
      subject, sealed_reason, asked_at, approved_by, used_at)
    VALUES (${COUNTY}, ${looked}, 'a', 'readCase', '', '', ${long}, NULL, ${long}),
      (${COUNTY}, ${agreed}, 'a', 'settleHeld', '', '', ${long}, 'b', NULL),
      (${COUNTY}, ${randomUUID()}, 'a', 'settleHeld', '', '', ${long}, NULL, NULL),
      (${COUNTY}, ${randomUUID()}, 'a', 'settleHeld', '', '', ${long}, NULL,
        ${new Date(nowMs + 1000)})`;
  expect(Object.values(await said({ 'dry-run': true }))).toEqual(
    Array.from({ length: 17 }, () => 0),
  );
  pass(366);
  await addSafeMark(sql, {
    county: COUNTY,
    through: new Date(nowMs),
    at: new Date(nowMs),
  });
  const would = await said({ 'dry-run': true });
  expect(would).toMatchObject({
    '出示过、后来到了件的收件凭证': 1,
    工作人员的登录: 1,
    输错密码的次数: 1,
    '输错查询码、登记码的次数': 1,
    没有用过的登记票: 1,
    没有办件要的照片和半截上传: 1,
    '恢复给代办员的钥匙（已收到的）': 1,
    '乡镇推荐代办员的申请（已批过的）': 1,
    没人同意的两人同办申请: 2,
    '看件、两人同办时写的理由': 0,
  });
  expect(await said({ 'dry-run': true })).toEqual(would);
  expect(await said({ now: true })).toEqual(would);
  const rest = await said({ 'dry-run': true });
  expect(new Set(Object.values(rest))).toEqual(new Set([0]));
  const left = await sql<{ requestId: string }[]>`
    SELECT request_id AS "requestId" FROM right_requests`;
  expect(new Set(left.map(({ requestId }) => requestId))).toEqual(
    new Set([looked, agreed]),
  );
  pass(3 * 365);
  expect(await said({ now: true })).toMatchObject({
    '看件、两人同办时写的理由': 2,
  });
  expect(await applyRetention(context, {})).toMatchObject({ ok: false });
});
