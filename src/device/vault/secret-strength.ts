import type { UnlockPolicy } from '../../protocol/enrolment.ts';

const PIN_DIGITS = 6;
const PASSPHRASE_CHARACTERS = 10;

/**
 * Whether a secret may be chosen under a policy. A PIN has 6 or more digits and
 * is no repeat (111111, 121212, 123123) and no run (123456, 987654).
 */
export function isStrongEnough(policy: UnlockPolicy, secret: string): boolean {
  if (policy === 'passphrase')
    return Array.from(secret.trim()).length >= PASSPHRASE_CHARACTERS;
  if (!/^\d+$/.test(secret) || secret.length < PIN_DIGITS) return false;
  return !isRepeat(secret) && !isRun(secret);
}

/** Made of one piece of up to half its length, said again. */
function isRepeat(digits: string): boolean {
  for (let length = 1; length <= digits.length / 2; length += 1) {
    const piece = digits.slice(0, length);
    const said = piece.repeat(Math.ceil(digits.length / length));
    if (said.slice(0, digits.length) === digits) return true;
  }
  return false;
}

/** Each digit one more, or one less, than the digit before; 0 follows 9. */
function isRun(digits: string): boolean {
  const steps = new Set(
    digits
      .split('')
      .slice(1)
      .map((digit, i) => (Number(digit) - Number(digits[i]) + 10) % 10),
  );
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}
