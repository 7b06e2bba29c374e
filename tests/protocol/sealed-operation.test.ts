import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  packSigned,
  unpackSigned,
} from '../../src/protocol/sealed-operation.ts';

const base64url = fc.stringMatching(/^[A-Za-z0-9_-]{1,200}$/);

describe('the inside of a sealed operation', () => {
  test('comes out as it went in, whatever the payload holds', () => {
    fc.assert(
      fc.property(
        base64url,
        base64url,
        fc.uint8Array({ maxLength: 500 }),
        (header, signature, payload) => {
          const opened = unpackSigned(packSigned(header, signature, payload));
          expect(opened).toEqual({
            protected: header,
            signature,
            payload: Uint8Array.from(payload),
          });
        },
      ),
    );
  });

  test.each(['', 'noline', 'a\n{}', 'a.b.c\n{}', '.b\n{}', 'a.\n{}'])(
    'is refused when it is %j',
    (text) => {
      expect(unpackSigned(new TextEncoder().encode(text))).toBeUndefined();
    },
  );
});
