import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAN_DICTIONARY } from '../../src/protocol/lean-dictionary.ts';
import { packLean, unpackLean } from '../../src/protocol/lean-form.ts';
import {
  packSigned,
  type Routing,
} from '../../src/protocol/sealed-operation.ts';

const ROUTING: Routing = {
  id: '01998000-0000-7000-8000-000000000001',
  deviceId: '01998000-0000-7000-8000-0000000000aa',
  seq: 8,
  prev: 'ab'.repeat(32),
  caseId: '01998000-0000-7000-8000-000000000002',
  casePrev: null,
  seen: 3,
  schema: 'submit@1',
};

const asItIs = (content: Uint8Array) => content;

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length });

describe('the leaner form inside the seal', () => {
  test('gives the plaintext of version 1 again, byte by byte', () => {
    fc.assert(
      fc.property(
        bytes(32),
        bytes(64),
        fc.uint8Array({ maxLength: 500 }),
        (kidBytes, signatureBytes, payload) => {
          const kid = Buffer.from(kidBytes).toString('base64url');
          const signature = Buffer.from(signatureBytes).toString('base64url');
          const header = JSON.stringify({
            alg: 'ES256',
            b64: false,
            crit: ['b64'],
            kid,
            ...ROUTING,
          });
          const packed = packLean({ kid, signature, deflated: payload });
          expect(packed?.length).toBe(96 + payload.length);
          expect(
            unpackLean(packed ?? new Uint8Array(), ROUTING, asItIs),
          ).toEqual(
            packSigned(
              Buffer.from(header).toString('base64url'),
              signature,
              payload,
            ),
          );
        },
      ),
    );
  });

  test('is frozen, and so is its dictionary', () => {
    const whole = unpackLean(new Uint8Array(200).fill(7), ROUTING, asItIs);
    const fingerprint = (content: Uint8Array = new Uint8Array()) =>
      createHash('sha256').update(content).digest('hex').slice(0, 16);
    expect({
      form: fingerprint(whole),
      dictionary: fingerprint(LEAN_DICTIONARY),
    }).toMatchInlineSnapshot(`
      {
        "dictionary": "b06724b94f4b2cef",
        "form": "03e3ab30c9726158",
      }
    `);
  });

  test('is not made of a key or signature of another length, nor read when torn', () => {
    const signature = 'A'.repeat(86);
    const payload = new Uint8Array(3);
    expect(
      packLean({ kid: 'short', signature, deflated: payload }),
    ).toBeUndefined();
    expect(
      packLean({ kid: 'A'.repeat(42) + '=', signature, deflated: payload }),
    ).toBeUndefined();
    expect(
      packLean({ kid: 'A'.repeat(43), signature: 'AA', deflated: payload }),
    ).toBeUndefined();
    expect(unpackLean(new Uint8Array(95), ROUTING, asItIs)).toBeUndefined();
  });
});
