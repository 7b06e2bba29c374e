// The staff's side of the door: who is signed in, and that the request comes
// from our own pages.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { PlatformContext } from '../context.ts';
import type { SignedIn } from '../people/permissions.ts';
import { UNATTENDED_HEADER } from '../../protocol/looking-on.ts';
import { findPrincipal } from '../people/sign-in.ts';
import type { HttpEnvironment } from './environment.ts';
import { problem } from './problem.ts';

export type StaffEnvironment = {
  Bindings: HttpEnvironment['Bindings'];
  Variables: HttpEnvironment['Variables'] & { principal: SignedIn };
};

/** The prefix makes browsers insist on Secure, Path=/ and no Domain. */
const COOKIE = '__Host-session';
const ATTRIBUTES = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
} as const;

/** Sets the session's cookie. */
export function giveToken(c: Context, token: string): void {
  setCookie(c, COOKIE, token, ATTRIBUTES);
}

/** Removes the session's cookie. */
export function takeToken(c: Context): void {
  deleteCookie(c, COOKIE, ATTRIBUTES);
}

/** undefined: no cookie came. */
export function readToken(c: Context): string | undefined {
  return getCookie(c, COOKIE);
}

/**
 * Refuses every change that another site's page could have sent. Browsers set
 * `Sec-Fetch-Site` themselves and no script can; one too old to set it cannot
 * be told from another site.
 */
export const sameOriginChanges = createMiddleware(async (c, next) => {
  const isChange = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
  if (isChange && c.req.header('Sec-Fetch-Site') !== 'same-origin')
    return problem(c, 'forbidden', { detail: 'Sec-Fetch-Site: same-origin' });
  await next();
  return undefined;
});

/** Lets only those in who are signed in, and leaves `principal`. */
export function staffOnly(context: PlatformContext) {
  return createMiddleware<StaffEnvironment>(async (c, next) => {
    const token = readToken(c);
    const principal =
      token === undefined
        ? undefined
        : await findPrincipal(context, token, {
            isUnattended: isUnattended(c),
          });
    if (principal === undefined) return problem(c, 'unauthorized');
    c.set('principal', principal);
    await next();
    return undefined;
  });
}

/** A stream of events connects anew by itself, and can send no header. */
function isUnattended(c: Context): boolean {
  return (
    c.req.header(UNATTENDED_HEADER) !== undefined ||
    c.req.path.endsWith('/arrivals')
  );
}
