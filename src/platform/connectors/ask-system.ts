import { signRequest } from './sign-request.ts';
import type { ConnectorSettings } from './connector-settings.ts';

/** An answer is some short words; more than that is none. */
const MOST_BYTES = 16_384;

/** `unavailable`: no answer that can be read; `silent`: none in time, or stopped. */
export type Asked =
  { is: 'answered'; json: unknown } | { is: 'unavailable' | 'silent' };

/**
 * Posts a question as JSON, signed (RFC 9421), and gives what is answered with status
 * 200. Nothing is thrown, so that no error can carry anything of it away.
 */
export async function askSystem(
  { url, secret, timeoutMs }: ConnectorSettings,
  question: { requestId: string },
  p: { keyId: string; now: Date; nonce: string; stop: AbortSignal },
): Promise<Asked> {
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), p.stop]);
  const body = JSON.stringify(question);
  const headers = signRequest({
    url,
    type: 'application/json',
    body,
    secret,
    keyId: p.keyId,
    created: Math.floor(p.now.getTime() / 1000),
    nonce: p.nonce,
  });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, Accept: 'application/json' },
      body,
      // Elsewhere what is asked has no business.
      redirect: 'error',
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return { is: 'unavailable' };
    }
    return { is: 'answered', json: await readShort(response) };
  } catch {
    return { is: signal.aborted ? 'silent' : 'unavailable' };
  }
}

/** @throws when it is too long, or no JSON. */
async function readShort({ body }: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('too long an answer');
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}
