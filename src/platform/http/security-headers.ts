import { createMiddleware } from 'hono/factory';

const directives = (script: string) =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
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

/** Sets what no handler has set itself. */
export const securityHeaders = createMiddleware(async (c, next) => {
  await next();
  const defaults = {
    'Content-Security-Policy': PAGE_CSP,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  };
  for (const [name, value] of Object.entries(defaults)) {
    if (!c.res.headers.has(name)) c.header(name, value);
  }
});
