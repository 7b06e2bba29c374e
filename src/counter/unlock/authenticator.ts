// The device's own authenticator (fingerprint, face) as a second factor: WebAuthn's
// PRF gives 32 bytes that never leave this page but to the worker, once an unlock.
import type { SecondFactor } from '../../device/device-api.ts';

type PrfFactor = Extract<SecondFactor, { kind: 'prf' }>;

/** What the PRF is asked about; each credential answers it in its own way. */
const SALT = new TextEncoder().encode('village-service-point/unlock/1');
const PATIENCE_MS = 60_000;

/** Makes a credential and probes it; undefined: there is none, or it has no PRF. */
export async function createFactor(
  clerkName: string,
): Promise<PrfFactor | undefined> {
  if (!('credentials' in navigator) || !('PublicKeyCredential' in window))
    return undefined;
  const options: PublicKeyCredentialCreationOptions = {
    challenge: random(32),
    rp: { name: location.hostname },
    user: { id: random(16), name: clerkName, displayName: clerkName },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      residentKey: 'preferred',
      userVerification: 'required',
    },
    timeout: PATIENCE_MS,
    extensions: { prf: { eval: { first: SALT } } },
  };
  try {
    const made = await navigator.credentials.create({ publicKey: options });
    if (!(made instanceof PublicKeyCredential)) return undefined;
    const credentialId = new Uint8Array(made.rawId);
    const output = outputOf(made);
    if (output !== undefined) return { kind: 'prf', credentialId, output };
    // Some authenticators answer only when they are asked again.
    return made.getClientExtensionResults().prf?.enabled === true
      ? await askFactor(credentialId)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Asks the credential; undefined: refused, not recognised, or gone. */
export async function askFactor(
  credentialId: Uint8Array<ArrayBuffer>,
): Promise<PrfFactor | undefined> {
  try {
    const given = await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: credentialId }],
        userVerification: 'required',
        timeout: PATIENCE_MS,
        extensions: { prf: { eval: { first: SALT } } },
      },
    });
    if (!(given instanceof PublicKeyCredential)) return undefined;
    const output = outputOf(given);
    return output && { kind: 'prf', credentialId, output };
  } catch {
    return undefined;
  }
}

function outputOf(
  credential: PublicKeyCredential,
): Uint8Array<ArrayBuffer> | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return undefined;
  const bytes =
    first instanceof ArrayBuffer
      ? new Uint8Array(first)
      : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  return new Uint8Array(bytes);
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
