// The county's register of e-certificates, as the operator attaches it.
import { certificateSettingText } from '../../text/settings.ts';
import { isSafeAddress } from '../settings/safe-address.ts';
import { readSecretFile } from '../settings/secret-file.ts';

export type CertificateSettings = {
  /** Where questions are posted to. */
  url: string;
  /** Shared with the register; signs the questions. */
  secret: string;
  timeoutMs: number;
};

/** Shorter than that a secret is guessed. */
const LEAST_SECRET = 32;

/**
 * undefined: none is attached, or not so that it can be used; `problems` then has a
 * sentence a variable.
 */
export function readCertificateSettings(
  read: (name: string) => string | undefined,
  problems: string[],
): CertificateSettings | undefined {
  const url = read('CERTIFICATE_URL');
  if (url === undefined) return undefined;
  const before = problems.length;
  if (!isSafeAddress(url)) problems.push(certificateSettingText.url(url));
  const secret = readSecretFile(read('CERTIFICATE_SECRET_FILE') ?? '');
  if (secret.length < LEAST_SECRET)
    problems.push(certificateSettingText.secretFile(LEAST_SECRET));
  const timeout = read('CERTIFICATE_TIMEOUT_MS') ?? '10000';
  const isGood = /^\d{3,5}$/.test(timeout) && Number(timeout) >= 100;
  if (!isGood) problems.push(certificateSettingText.timeout(timeout));
  return problems.length > before
    ? undefined
    : { url, secret, timeoutMs: Number(timeout) };
}
