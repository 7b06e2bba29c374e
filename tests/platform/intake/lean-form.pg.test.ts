// What a device seals in the leaner form, as the county takes it in.
import { deflateRawSync } from 'node:zlib';
import { compactDecrypt, CompactEncrypt, exportJWK } from 'jose';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { sealOperation } from '../../../src/device/outbox/seal-operation.ts';
import type { PublicJwk } from '../../../src/protocol/keys.ts';
import { LEAN, packLean } from '../../../src/protocol/lean-form.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql, keys } = platform.context;
const device = await TestDevice.ready(platform, '422825201237');

/** Sealed by the device's own code, at the next place of its chain. */
async function seal(isLean: boolean): Promise<Envelope> {
  const { author } = device.keys;
  const jwk = await exportJWK(device.seal.publicKey);
  const { envelope } = await sealOperation(device.submitOperation(), {
    routing: {
      id: uuidv7(),
      deviceId: device.id,
      seq: device.seq + 1,
      prev: device.head,
      caseId: uuidv7(),
      casePrev: null,
      seen: 0,
    },
    author: {
      kid: author.kid,
      key: author.privateKey,
      publicKey: author.jwk,
    },
    intake: { kid: device.seal.kid, jwk: jwk as PublicJwk },
    isLean,
  });
  device.seq = envelope.seq;
  device.head = envelope.sha256;
  return envelope;
}

async function resultOf(envelope: Envelope) {
  return (await device.push(envelope)).body.results[0];
}

test('a session says that the leaner form is opened', async () => {
  const session = await device.open();
  expect(session.opens).toMatchObject({ lean: LEAN });
});

test('it takes effect once, whichever form it comes in, and is far smaller', async () => {
  const [lean, first] = [await seal(true), await seal(false)];
  expect(lean.jwe.length).toBeLessThan(first.jwe.length - 600);
  expect(await resultOf(lean)).toEqual({ id: lean.id, result: 'applied' });
  expect(await resultOf(lean)).toEqual({ id: lean.id, result: 'duplicate' });
  expect(await resultOf(first)).toEqual({ id: first.id, result: 'applied' });
  const cases = await sql`
    SELECT 1 FROM cases WHERE case_id IN (${lean.caseId}, ${first.caseId})`;
  expect(cases.length).toBe(2);
});

test.each([
  ['case', { caseId: uuidv7() }],
  ['place', { seq: 77 }],
  ['device', { deviceId: uuidv7() }],
  ['kind', { schema: 'withdraw@1' as const }],
])('an envelope of another %s than was signed is refused', async (_, bent) => {
  const envelope = await seal(true);
  const result = await resultOf({ ...envelope, ...bent });
  expect(result).toMatchObject({ result: 'refused', code: 'headerMismatch' });
  // Whole as it was made, it is taken in afterwards.
  expect(await resultOf({ ...envelope, id: envelope.id })).toMatchObject({
    id: envelope.id,
  });
});

test('a form of later software is kept for a person, and never refused', async () => {
  const envelope = await seal(true);
  const { plaintext } = await compactDecrypt(
    envelope.jwe,
    keys.intake[0].privateKey,
    { crit: { lean: true } },
  );
  const jwe = await new CompactEncrypt(plaintext)
    .setProtectedHeader({
      alg: 'ECDH-ES+A256KW',
      enc: 'A256GCM',
      kid: device.seal.kid,
      lean: LEAN + 1,
      crit: ['lean'],
    })
    .encrypt(device.seal.publicKey, { crit: { lean: true } });
  expect(await resultOf({ ...envelope, jwe })).toMatchObject({
    result: 'held',
    code: 'unprocessable',
  });
});

/** The lean form around other bytes than a deflated payload. */
async function sealedAround(deflated: Uint8Array): Promise<Envelope> {
  const envelope = await seal(true);
  const packed = packLean({
    kid: device.keys.author.kid,
    signature: 'A'.repeat(86),
    deflated,
  });
  const jwe = await new CompactEncrypt(packed ?? new Uint8Array())
    .setProtectedHeader({
      alg: 'ECDH-ES+A256KW',
      enc: 'A256GCM',
      kid: device.seal.kid,
      lean: LEAN,
      crit: ['lean'],
    })
    .encrypt(device.seal.publicKey, { crit: { lean: true } });
  return { ...envelope, jwe };
}

test('what swells beyond 1 MB, is torn, or is none of it at all, is refused by name', async () => {
  const bomb = await sealedAround(deflateRawSync(Buffer.alloc(3_000_000)));
  expect(await resultOf(bomb)).toMatchObject({ code: 'tooLarge' });
  const whole = deflateRawSync(Buffer.alloc(500, 'a form'));
  const torn = await sealedAround(whole.subarray(0, 9));
  expect(await resultOf(torn)).toMatchObject({ code: 'badSignature' });
  const noise = await sealedAround(Buffer.alloc(60, 0xff));
  expect(await resultOf(noise)).toMatchObject({ code: 'badSignature' });
});
