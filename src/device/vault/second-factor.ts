// What a policy asks for besides the secret.
import type { UnlockPolicy } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Bytes } from '../bytes.ts';
import type { ClerkRow } from '../database/tables.ts';
import type { SecondFactor } from '../device-api.ts';
import { done, failed } from '../outcome.ts';
import { readCard } from './unlock-card.ts';

/** Bytes of a WebAuthn PRF output. */
const PRF_BYTES = 32;
const NONE: Bytes = new Uint8Array(0);

/** The factor's bytes, and what the clerk's row keeps to ask for it again. */
export type Factor = {
  bytes: Bytes;
  row: Pick<ClerkRow, 'cardId' | 'prfCredential'>;
};

/** The factor that a clerk chooses his secret with. */
export async function chooseFactor(
  policy: UnlockPolicy,
  given: SecondFactor | undefined,
): Promise<Outcome<Factor>> {
  if (policy === 'pin' || policy === 'passphrase')
    return done({ bytes: NONE, row: {} });
  if (policy === 'pin+card') {
    if (given?.kind !== 'card') return failed('secondFactorNeeded');
    const card = await readCard(given.text);
    if (card === undefined) return failed('wrongCard');
    return done({ bytes: card.half, row: { cardId: card.cardId } });
  }
  if (given?.kind !== 'prf') return failed('secondFactorNeeded');
  if (given.output.length !== PRF_BYTES || given.credentialId.length === 0)
    return failed('prfUnavailable');
  return done({
    bytes: new Uint8Array(given.output),
    row: { prfCredential: new Uint8Array(given.credentialId) },
  });
}

/**
 * The factor's bytes at an unlock. `held` = the half of a card that was shown
 * since the app started.
 */
export async function factorOf(
  clerk: Pick<ClerkRow, 'policy' | 'cardId'>,
  given: SecondFactor | undefined,
  held: Bytes | undefined,
): Promise<Outcome<Bytes>> {
  if (clerk.policy === 'pin+card') {
    if (given?.kind !== 'card')
      return held === undefined ? failed('secondFactorNeeded') : done(held);
    const card = await readCard(given.text);
    return card === undefined || card.cardId !== clerk.cardId
      ? failed('wrongCard')
      : done(card.half);
  }
  if (clerk.policy === 'pin+prf')
    return given?.kind === 'prf' && given.output.length === PRF_BYTES
      ? done(new Uint8Array(given.output))
      : failed('secondFactorNeeded');
  return done(NONE);
}
