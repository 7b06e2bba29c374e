// What of a sign-in by the provider waits in the browser that began it, so that nobody
// else's browser can finish it. Ours by its MAC; worth nothing after ten minutes.
import * as v from 'valibot';
import type { PlatformContext } from '../../context.ts';
import { isSameMac, makeMac } from '../../keys/mac.ts';

type Context = Pick<PlatformContext, 'keys' | 'clock'>;

const LASTS_MS = 10 * 60_000;

/** What it is begun for: a session; the same in a window beside; a fresh login. */
export const OIDC_PURPOSES = ['signIn', 'signInBeside', 'proof'] as const;
export type OidcPurpose = (typeof OIDC_PURPOSES)[number];

const pendingSchema = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  purpose: v.picklist(OIDC_PURPOSES),
  /** Hash of the session whose person shows that it is still he. */
  tokenHash: v.nullable(v.string()),
  begunAt: v.number(),
});
export type Pending = v.InferOutput<typeof pendingSchema>;

/** As text that nobody but this platform can make. */
export function writePending({ keys }: Context, pending: Pending): string {
  const text = Buffer.from(JSON.stringify(pending)).toString('base64url');
  return `${text}.${makeMac(keys, 'oidc', [text])}`;
}

/** undefined: it is none of ours, or too old. */
export function readPending(
  { keys, clock }: Context,
  cookie: string,
): Pending | undefined {
  const [text = '', mac = ''] = cookie.split('.');
  if (!isSameMac(mac, makeMac(keys, 'oidc', [text]))) return undefined;
  const pending = v.parse(
    pendingSchema,
    JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
  );
  return clock().getTime() - pending.begunAt < LASTS_MS ? pending : undefined;
}
