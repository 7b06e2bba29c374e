import { CompactSign } from 'jose';
import { RECEIPT_TYP } from '../../protocol/keys.ts';
import type { ReceiptClaims } from '../../protocol/receipts.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { toUtf8 } from '../bytes.ts';
import type { DevicePorts } from '../ports.ts';
import type { Unlocked } from '../vault/vault-session.ts';

/** 31 letters without look-alikes: no 0, 1, I, L, O. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LETTERS_IN_CODE = 6;
/** The greatest multiple of 31 in a byte: above it letters would not be even. */
const FAIR_BELOW = 248;

/** The random code printed beside a number. */
export function makeQueryCode(randomBytes: DevicePorts['randomBytes']): string {
  let code = '';
  while (code.length < LETTERS_IN_CODE) {
    for (const byte of randomBytes(LETTERS_IN_CODE)) {
      if (byte < FAIR_BELOW && code.length < LETTERS_IN_CODE)
        code += LETTERS.charAt(byte % LETTERS.length);
    }
  }
  return code;
}

/** Whole text of the QR: the claims lie in the fragment, which no log has. */
export async function makeReceiptText(
  claims: ReceiptClaims,
  { author, origin }: { author: Unlocked['author']; origin: string },
): Promise<string> {
  const jws = await new CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: RECEIPT_TYP, kid: author.kid })
    .sign(author.key);
  return `${origin}/r#${jws}`;
}
