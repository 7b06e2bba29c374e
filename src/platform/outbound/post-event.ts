import { randomUUID } from 'node:crypto';
import type { ConnectorSettings } from '../connectors/connector-settings.ts';
import { signRequest } from '../connectors/sign-request.ts';
import { sm4Seal } from '../connectors/sm.ts';
import type { CloudEvent } from './make-cloud-event.ts';

/**
 * `refused`: it will never be taken as it is, by the status that was answered.
 * `unavailable`: nobody answered so that it counts; it is tried again.
 */
export type Posted =
  { is: 'taken' } | { is: 'refused'; status: number } | { is: 'unavailable' };

const EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Statuses of 4xx that say: later (RFC 9110, RFC 6585, RFC 8470), or: mend our keys. */
const LATER = [401, 403, 404, 408, 421, 425, 429];

/**
 * Posts one event in structured mode (CloudEvents HTTP binding 3.2), signed (RFC 9421).
 * Nothing is thrown.
 */
export async function postEvent(
  { url, secret, timeoutMs, sm2Key }: ConnectorSettings,
  event: CloudEvent,
  { keyId, now, stop }: { keyId: string; now: Date; stop: AbortSignal },
): Promise<Posted> {
  const text = JSON.stringify(event);
  const headersOf = (type: string, body: string) =>
    signRequest({
      url,
      type,
      body,
      secret,
      sm2Key,
      keyId,
      created: Math.floor(now.getTime() / 1000),
      nonce: randomUUID(),
    });
  // Encrypted, the event is the inside of a message of another kind.
  const body =
    sm2Key === undefined
      ? text
      : JSON.stringify({ alg: 'SM4-CBC', data: sm4Seal(secret, text) });
  const headers = headersOf(
    sm2Key === undefined ? EVENT_TYPE : JSON_TYPE,
    body,
  );
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      // Elsewhere it has no business.
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { is: 'taken' };
    return status >= 400 && status < 500 && !LATER.includes(status)
      ? { is: 'refused', status }
      : { is: 'unavailable' };
  } catch {
    return { is: 'unavailable' };
  }
}
