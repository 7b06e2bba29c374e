// Sign-in by the county's own identity provider (OpenID Connect Core 1.0), as the
// operator configures it.
import { oidcSettingText } from '../../../text/settings.ts';
import { isSafeAddress } from '../../settings/safe-address.ts';
import { readSecretFile } from '../../settings/secret-file.ts';

export type OidcSettings = {
  /** As the provider writes it in `iss`, to the letter. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that says which of our accounts it is. */
  loginClaim: string;
  /** The address to come back to, as it is registered with the provider. */
  callback: string;
};

/** Where the provider sends people back to. */
export const OIDC_CALLBACK_PATH = '/api/v1/review/oidc/callback';

/** OIDC_ISSUER alone switches it on; without it none of the others means anything. */
const OTHERS = [
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET_FILE',
  'OIDC_CALLBACK',
] as const;

/**
 * undefined: it is not configured, or not so that it can be used; `problems` then has
 * a sentence a variable.
 */
export function readOidcSettings(
  read: (name: string) => string | undefined,
  problems: string[],
): OidcSettings | undefined {
  const issuer = read('OIDC_ISSUER');
  const given = OTHERS.filter((name) => read(name) !== undefined);
  if (issuer === undefined) {
    if (given.length > 0) problems.push(oidcSettingText.noIssuer(given));
    return undefined;
  }
  const before = problems.length;
  if (!isSafeAddress(issuer)) problems.push(oidcSettingText.issuer(issuer));
  const clientId = read('OIDC_CLIENT_ID') ?? '';
  if (clientId === '') problems.push(oidcSettingText.clientId);
  const clientSecret = readSecret(read('OIDC_CLIENT_SECRET_FILE'), problems);
  const callback = read('OIDC_CALLBACK') ?? '';
  if (!isSafeAddress(callback) || !callback.endsWith(OIDC_CALLBACK_PATH))
    problems.push(oidcSettingText.callback(callback, OIDC_CALLBACK_PATH));
  const loginClaim = read('OIDC_LOGIN_CLAIM') ?? 'preferred_username';
  if (!/^[\w.:/-]{1,100}$/.test(loginClaim))
    problems.push(oidcSettingText.loginClaim);
  return problems.length > before
    ? undefined
    : { issuer, clientId, clientSecret, loginClaim, callback };
}

function readSecret(path: string | undefined, problems: string[]): string {
  if (path === undefined) {
    problems.push(oidcSettingText.noSecretFile);
    return '';
  }
  const secret = readSecretFile(path);
  if (secret === '') problems.push(oidcSettingText.secretFile(path));
  return secret;
}
