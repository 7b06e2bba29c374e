// Systems of the county that the platform speaks to over HTTP, as the operator
// attaches them: an address and a shared secret.
import { connectorSettingText } from '../../text/settings.ts';
import { isSm2Key } from './sm.ts';
import { isSafeAddress } from '../settings/safe-address.ts';
import { readSecretFile } from '../settings/secret-file.ts';

export type ConnectorSettings = {
  /** Where is posted to. */
  url: string;
  /** Shared with that system; signs what is posted. */
  secret: string;
  timeoutMs: number;
  /**
   * Private key of 64 hex digits: what is posted is signed by SM2 with SM3 and encrypted
   * by SM4; absent: signed by HMAC, and TLS encrypts it.
   */
  sm2Key?: string;
};

/** `CERTIFICATE`: the register of e-certificates. `OUTBOUND`: who hears of every event. `SMS`: the gateway of short messages. */
export type ConnectorName = 'CERTIFICATE' | 'OUTBOUND' | 'SMS';

/** Shorter than that a secret is guessed. */
const LEAST_SECRET = 32;

/**
 * Reads `<name>_URL`, `<name>_SECRET_FILE`, `<name>_TIMEOUT_MS`, and of OUTBOUND
 * `OUTBOUND_SM2_KEY_FILE`. undefined: it is not
 * attached, or not so that it can be used; `problems` then has a sentence a variable.
 */
export function readConnectorSettings(
  name: ConnectorName,
  read: (variable: string) => string | undefined,
  problems: string[],
): ConnectorSettings | undefined {
  const url = read(`${name}_URL`);
  if (url === undefined) return undefined;
  const before = problems.length;
  if (!isSafeAddress(url)) problems.push(connectorSettingText.url(name, url));
  const secret = readSecretFile(read(`${name}_SECRET_FILE`) ?? '');
  if (secret.length < LEAST_SECRET)
    problems.push(connectorSettingText.secretFile(name, LEAST_SECRET));
  const timeout = read(`${name}_TIMEOUT_MS`) ?? '10000';
  const isGood = /^\d{3,5}$/.test(timeout) && Number(timeout) >= 100;
  if (!isGood) problems.push(connectorSettingText.timeout(name, timeout));
  const keyFile =
    name === 'OUTBOUND' ? read('OUTBOUND_SM2_KEY_FILE') : undefined;
  const sm2Key =
    keyFile === undefined ? undefined : readSecretFile(keyFile).toLowerCase();
  if (sm2Key !== undefined && !isSm2Key(sm2Key))
    problems.push(connectorSettingText.sm2KeyFile);
  return problems.length > before
    ? undefined
    : {
        url,
        secret,
        timeoutMs: Number(timeout),
        ...(sm2Key === undefined ? {} : { sm2Key }),
      };
}
