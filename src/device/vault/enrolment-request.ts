import { CompactSign } from 'jose';
import type { EnrolmentRequest } from '../../protocol/enrolment.ts';
import { ENROLMENT_TYP, type PublicJwk } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { toUtf8 } from '../bytes.ts';
import type { EscrowEntry } from '../database/meta-rows.ts';
import type { MadeClerk } from './make-clerk.ts';

/** What the county is asked, once for the device and once for each clerk more. */
export async function makeEnrolmentRequest(given: {
  ticket: { jws: string; jti: string };
  deviceId: string;
  delivery: { privateKey: CryptoKey; publicKey: PublicJwk };
  clerk: MadeClerk;
  escrow: EscrowEntry;
}): Promise<EnrolmentRequest> {
  const { ticket, deviceId, delivery, clerk, escrow } = given;
  const claims = { jti: ticket.jti, deviceId };
  return {
    ticket: ticket.jws,
    deviceId,
    deliveryKey: delivery.publicKey,
    authorKey: clerk.keys.authorPublic,
    wrapKey: clerk.keys.wrapPublic,
    proof: await new CompactSign(toUtf8(JSON.stringify(claims)))
      .setProtectedHeader({ alg: SIGN_ALG, typ: ENROLMENT_TYP })
      .sign(delivery.privateKey),
    escrow: escrow.jwe,
    vaultId: escrow.vaultId,
  };
}
