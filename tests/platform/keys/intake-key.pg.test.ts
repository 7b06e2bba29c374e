// An intake key in its time: made, sealed to, replaced, put away, brought back.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProtectedHeader, importJWK } from 'jose';
import { expect, test } from 'vitest';
import {
  returnIntake,
  rotateIntake,
  showKeys,
} from '../../../src/platform/commands/key-commands.ts';
import { runHeldAgain } from '../../../src/platform/commands/settle.ts';
import { takeKeys } from '../../../src/platform/keys/follow-keys.ts';
import { mindKeys } from '../../../src/platform/rotation/mind-keys.ts';
import { SEAL_ALG } from '../../../src/protocol/sealed-operation.ts';
import {
  aFilledDraft,
  must,
  nextRound,
  startedAnew,
} from '../../device/a-device.ts';
import { aRealDevice, enrols } from '../../device/a-real-device.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, folder } = platform;
const { sql } = context;
const keysDir = join(folder, 'keys');
const STATION = '422825201237';
const PASSPHRASE = '山高路远慢慢走不着急';
const DAY_MS = 86_400_000;
let nowMs = Date.now();

/** The running platform some days later, when it has read its keys again. */
async function pass(days: number): Promise<void> {
  nowMs += days * DAY_MS;
  platform.setNow(new Date(nowMs).toISOString());
  await takeKeys(context, keysDir);
}
const MINUTE = 1 / 1440;

async function rotate(): Promise<void> {
  expect(await rotateIntake(context, keysDir)).toMatchObject({ ok: true });
}

/** A device of the tests, sealing to what the county names now. */
async function sealsToNewest(device: TestDevice): Promise<void> {
  const { sealKid } = await device.open();
  const key = context.keys.intake.find(({ kid }) => kid === sealKid);
  const publicKey = await importJWK({ ...key?.publicJwk }, SEAL_ALG);
  Object.assign(device, { seal: { kid: sealKid, publicKey } });
}

test('a real device seals to the new key from its next session on; what it sealed before opens all the same', async () => {
  const bench = await aRealDevice(platform);
  const clerk = { id: 'demo-clerk', name: '田示梅' };
  await enrols(bench, platform, {
    secret: PASSPHRASE,
    ticket: { stationCode: STATION, clerk },
  });
  await nextRound(bench);
  const first = context.keys.intake[0].kid;
  const before = must(
    await bench.api.drafts.submit(await aFilledDraft(bench.api)),
  );

  await rotate();
  await takeKeys(context, keysDir);
  // Every process is to have read it before one device seals to it.
  expect(context.keys.intake[0].kid).toBe(first);
  await pass(2 * MINUTE);
  const second = context.keys.intake[0].kid;
  expect(second).not.toBe(first);
  // A session goes on for some minutes; the next one tells it.
  const later = await startedAnew(bench);
  must(await later.api.device.unlock('demo-clerk', PASSPHRASE));
  await nextRound(later);
  const after = must(
    await later.api.drafts.submit(await aFilledDraft(later.api)),
  );
  await nextRound(later);

  const rows = await sql<{ kid: string; case_id: string; result: string }[]>`
    SELECT o.case_id, o.result, e.envelope->>'jwe' AS kid
    FROM operations o JOIN envelopes e USING (county, jwe_sha256)
    WHERE case_id IN (${before.caseId}, ${after.caseId}) ORDER BY seq`;
  expect(
    rows.map(({ kid, ...row }) => ({
      ...row,
      kid: decodeProtectedHeader(kid).kid,
    })),
  ).toEqual([
    { case_id: before.caseId, result: 'applied', kid: first },
    { case_id: after.caseId, result: 'applied', kid: second },
  ]);
  await later.device.stop();
});

test('a key replaced long ago lies in the cold: its work is held, and applied as it was when the key is back', async () => {
  const device = await TestDevice.ready(platform, STATION);
  await sealsToNewest(device);
  const { kid } = device.seal;
  const sealed = await device.make(device.submitOperation());
  await rotate();
  await pass(399);
  await rotate();
  await pass(2);
  // Not by itself: only a person puts a key away.
  expect(context.keys.intake.map((key) => key.kid)).toContain(kid);
  await rotate();
  await pass(MINUTE * 2);
  expect(context.keys.intake.map((key) => key.kid)).not.toContain(kid);
  const file = join(keysDir, 'cold', `intake.${kid}.json`);
  expect(existsSync(file)).toBe(true);

  await device.open();
  expect((await device.push(sealed)).body.results).toMatchObject([
    { id: sealed.id, result: 'held', code: 'unknownKid' },
  ]);
  expect(
    await returnIntake(
      context,
      { file: join(keysDir, 'key-set.json') },
      keysDir,
    ),
  ).toMatchObject({ ok: false });
  expect(await returnIntake(context, { file }, keysDir)).toMatchObject({
    ok: true,
  });
  expect(
    await runHeldAgain(context, { code: 'unknownKid', by: '彭示桂' }),
  ).toMatchObject({ ok: true });
  const [row] = await sql`
    SELECT sha256, result FROM operations WHERE operation_id = ${sealed.id}`;
  expect(row).toEqual({ sha256: sealed.sha256, result: 'applied' });
  // Sealed once more to the newest key it still is the same operation.
  await sealsToNewest(device);
  expect((await device.push(sealed)).body.results).toMatchObject([
    { id: sealed.id, result: 'duplicate' },
  ]);
});

test('what has lain in the cold for three years is gone', async () => {
  const inCold = () => readdirSync(join(keysDir, 'cold')).length;
  await rotate();
  const before = inCold();
  expect(before).toBeGreaterThan(0);
  await pass(1200);
  // While work waits for a key that is not here, none goes.
  await sql`UPDATE operations SET result = 'held', code = 'unknownKid'`;
  await rotate();
  expect(inCold()).toBeGreaterThanOrEqual(before);
  await sql`UPDATE operations SET result = 'applied', code = NULL`;
  await rotate();
  expect(inCold()).toBeLessThan(before);
});

test('a key in use for more than a quarter is said, in the log and at the keyboard', async () => {
  await pass(MINUTE * 2);
  const { log } = platform;
  const said = () => log.filter((line) => line.includes('intakeKeyOverdue'));
  mindKeys(context);
  expect(said()).toHaveLength(0);
  expect((await showKeys(context)).lines.join()).not.toContain('一个季度');
  await pass(93);
  mindKeys(context);
  expect(said()).toHaveLength(1);
  expect((await showKeys(context)).lines.join()).toContain('一个季度');
});
