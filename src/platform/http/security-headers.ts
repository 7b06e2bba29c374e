import { createMiddleware } from 'hono/factory';
import { siteOf, type Origins } from '../origins.ts';

const directives = (script: string, connect = "'self'") =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self' blob:",
    `connect-src ${connect}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/** Of every page and every other answer. */
export const PAGE_CSP = directives("'self'");

/**
 * Of the worker's own script: Argon2id is WebAssembly, and a worker is bound by
 * the policy that came with its script, not by the page's.
 */
export const WORKER_CSP = directives("'self' 'wasm-unsafe-eval'");

/**
 * Of what was uploaded: nothing in it runs and nothing loads, even if a browser
 * should show it as a page.
 */
export const UPLOAD_CSP = "default-src 'none'; frame-ancestors 'none'; sandbox";

/**
 * Of a paper that the platform has written itself: it brings its own style, and a
 * word in it that should be taken for more than text can neither run nor load.
 */
export const NOTICE_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/**
 * Of JSON that no browser draws: a page made of it could run nothing. Every contact
 * of every device pays for a longer one.
 */
const ANSWER_CSP = 'sandbox';

/**
 * What devices ask, with a token in a header and never by a cookie: no page of
 * another site can ask it for somebody. What protects pages would weigh more than
 * most of the answers.
 */
const DEVICE_PATH = /^\/api\/v1\/(session|operations|materials|feed)(\/|$)/;

const OF_PAGES = {
  'Content-Security-Policy': PAGE_CSP,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy':
    'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
};
const OF_DEVICES = {
  'Content-Security-Policy': ANSWER_CSP,
  'X-Content-Type-Options': 'nosniff',
};

/** Sets what no handler has set itself. */
export function securityHeaders(origins?: Origins) {
  const ofReview = origins && {
    ...OF_PAGES,
    // The console's script reads what was uploaded at its own origin.
    'Content-Security-Policy': directives("'self'", `'self' ${origins.upload}`),
  };
  return createMiddleware(async (c, next) => {
    await next();
    const isDevices = DEVICE_PATH.test(c.req.path);
    const isReview =
      origins !== undefined &&
      siteOf(origins, c.req.header('Host')) === 'review';
    const ofPages = isReview && ofReview ? ofReview : OF_PAGES;
    const defaults = isDevices ? OF_DEVICES : ofPages;
    for (const [name, value] of Object.entries(defaults)) {
      if (!c.res.headers.has(name)) c.header(name, value);
    }
    // What nobody may keep is not kept by its encodings either.
    if (isDevices) c.header('Vary', undefined);
  });
}
