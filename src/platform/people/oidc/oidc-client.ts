// The code flow of OpenID Connect Core 1.0 (section 3.1) with PKCE (RFC 7636), state
// and nonce. It knows the provider and nothing of who may do what here.
import * as oidc from 'openid-client';
import type { Outcome } from '../../../protocol/error-code.ts';
import { isLoopback } from '../../settings/safe-address.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** What a browser keeps between going to the provider and coming back. */
export type PendingLogin = { state: string; nonce: string; verifier: string };

export type OidcFailure =
  /** No answer of the provider, or none that can be used. */
  | 'down'
  /** The person said no there, or it did. */
  | 'denied'
  /** It is not what was begun in this browser, or it is used up. */
  | 'mismatch'
  /** The provider does not take us for whom we say we are, or says what cannot be. */
  | 'failed';

export type ProvedPerson = {
  /** Who it is to the provider, for ever: `iss` and `sub` (section 2). */
  issuer: string;
  subject: string;
  /** The configured claim; undefined: the provider does not say it. */
  login: string | undefined;
  /** When he last showed the provider who he is; undefined: it does not say. */
  authTime: Date | undefined;
};

export type OidcClient = {
  /** `maxAgeS`: the provider asks anew whoever proved himself longer ago. */
  begin: (
    maxAgeS: number,
  ) => Promise<Outcome<{ location: string; pending: PendingLogin }, 'down'>>;
  /**
   * `query`: of the address that the browser came back to; `maxAgeS`: nobody who proved
   * himself longer ago, or of whom the provider does not say when.
   */
  finish: (
    query: URLSearchParams,
    pending: PendingLogin,
    maxAgeS?: number,
  ) => Promise<Outcome<ProvedPerson, OidcFailure>>;
};

const PATIENCE_S = 10;

/**
 * The provider's address is asked for when somebody first needs it, and again after a
 * failure.
 */
export function createOidcClient(settings: OidcSettings): OidcClient {
  const { issuer, clientId, clientSecret, loginClaim, callback } = settings;
  let known: Promise<oidc.Configuration> | undefined;
  /** Asked when it is first needed, so that a provider that is down stops nobody's start. */
  const discover = (): Promise<oidc.Configuration> => {
    known ??= oidc
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: PATIENCE_S,
        ...(isLoopback(issuer)
          ? { execute: [oidc.allowInsecureRequests] }
          : {}),
      })
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });
    return known;
  };

  return {
    begin: async (maxAgeS) => {
      let configuration: oidc.Configuration;
      try {
        configuration = await discover();
      } catch {
        return { ok: false, code: 'down' };
      }
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const location = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: 'openid profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        max_age: String(maxAgeS),
        ...(maxAgeS === 0 ? { prompt: 'login' } : {}),
      });
      return { ok: true, value: { location: location.href, pending } };
    },

    finish: async (query, { state, nonce, verifier }, maxAgeS) => {
      if (query.get('state') !== state) return { ok: false, code: 'mismatch' };
      const back = new URL(callback);
      back.search = query.toString();
      try {
        const tokens = await oidc.authorizationCodeGrant(
          await discover(),
          back,
          {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
            ...(maxAgeS === undefined ? {} : { maxAge: maxAgeS }),
          },
        );
        const claims = tokens.claims();
        if (claims === undefined) return { ok: false, code: 'failed' };
        const { iss, sub, auth_time: authTime } = claims;
        // Providers to the letter tell names at their other door only (5.4).
        const said =
          loginClaim in claims
            ? claims
            : await oidc.fetchUserInfo(
                await discover(),
                tokens.access_token,
                sub,
              );
        const login = said[loginClaim];
        return {
          ok: true,
          value: {
            issuer: iss,
            subject: sub,
            login: typeof login === 'string' ? login : undefined,
            authTime:
              authTime === undefined ? undefined : new Date(authTime * 1000),
          },
        };
      } catch (error) {
        return { ok: false, code: failureOf(error) };
      }
    },
  };
}

/** Of a library's error only its kind is known here: its texts may repeat claims. */
function failureOf(error: unknown): OidcFailure {
  if (error instanceof oidc.AuthorizationResponseError)
    return error.error === 'temporarily_unavailable' ? 'down' : 'denied';
  if (error instanceof oidc.ResponseBodyError) {
    if (error.error === 'invalid_grant') return 'mismatch';
    return error.status >= 500 ? 'down' : 'failed';
  }
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (
    code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' ||
    code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'
  )
    return 'mismatch';
  // fetch itself: TypeError; what is no JSON of OAuth's is a gateway's page.
  const isAway =
    error instanceof TypeError ||
    code === 'OAUTH_TIMEOUT' ||
    code === 'OAUTH_RESPONSE_IS_NOT_JSON' ||
    code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
  return isAway ? 'down' : 'failed';
}
