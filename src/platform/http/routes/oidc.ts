// /api/v1/review/oidc: to the county's identity provider and back. Both are addresses
// that a browser goes to, so what fails is told on the console's page.
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import type { OidcFailureCode } from '../../../protocol/review.ts';
import type { PlatformContext } from '../../context.ts';
import { createOidcClient } from '../../people/oidc/oidc-client.ts';
import {
  OIDC_PURPOSES,
  readPending,
  writePending,
  type OidcPurpose,
} from '../../people/oidc/pending-cookie.ts';
import { signInByOidc } from '../../people/oidc/sign-in-by-oidc.ts';
import { ABSOLUTE_HOURS, hashToken } from '../../people/sign-in.ts';
import { clientAddress } from '../client-address.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { giveToken, readToken } from '../staff-session.ts';

const CONSOLE = '/review/';
const COOKIE = '__Host-oidc';
const ATTRIBUTES = {
  path: '/',
  secure: true,
  httpOnly: true,
  // Lax: the way back comes from the provider's site.
  sameSite: 'Lax',
} as const;

const querySchema = v.object({
  for: v.optional(v.picklist(OIDC_PURPOSES), 'signIn'),
});

/** /api/v1/review/oidc: to the county's identity provider and back. */
export function oidcRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>().basePath('/api/v1/review');
  const { oidc } = context.config;
  const client = oidc === undefined ? undefined : createOidcClient(oidc);

  routes.get('/sign-in-ways', (c) => c.json({ oidc: client !== undefined }));

  routes.get('/oidc', async (c) => {
    if (client === undefined) return problem(c, 'notFound');
    const query = v.safeParse(querySchema, c.req.query());
    if (!query.success) return problem(c, 'badRequest', { detail: 'for' });
    const purpose = query.output.for;
    // No other site signs anybody in here.
    if (c.req.header('Sec-Fetch-Site') !== 'same-origin')
      return toConsole(c, purpose, 'mismatch');
    const begun = await client.begin(
      purpose === 'proof' ? 0 : ABSOLUTE_HOURS * 3600,
    );
    if (!begun.ok) return toConsole(c, purpose, begun.code);
    const token = readToken(c);
    const cookie = writePending(context, {
      ...begun.value.pending,
      purpose,
      tokenHash: token === undefined ? null : hashToken(token),
      begunAt: context.clock().getTime(),
    });
    setCookie(c, COOKIE, cookie, ATTRIBUTES);
    return c.redirect(begun.value.location);
  });

  routes.get('/oidc/callback', async (c) => {
    if (client === undefined) return problem(c, 'notFound');
    const pending = readPending(context, getCookie(c, COOKIE) ?? '');
    deleteCookie(c, COOKIE, ATTRIBUTES);
    if (pending === undefined) return toConsole(c, 'signIn', 'mismatch');
    const { purpose } = pending;
    const done = await signInByOidc(context, client, {
      query: new URL(c.req.url).searchParams,
      pending,
      address: clientAddress(c, context.config),
    });
    if (!done.ok) return toConsole(c, purpose, done.code);
    if (done.token !== null) giveToken(c, done.token);
    return toConsole(c, purpose);
  });

  return routes;
}

/** In the fragment, so that no log has it. */
function toConsole(
  c: Context,
  purpose: OidcPurpose,
  failure?: OidcFailureCode,
): Response {
  if (failure !== undefined)
    return c.redirect(`${CONSOLE}#/sign-in-failed/${failure}`);
  const isBeside = purpose !== 'signIn';
  return c.redirect(isBeside ? `${CONSOLE}#/back` : CONSOLE);
}
