import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { CertificateFound } from '../database/queries/certificate-checks.ts';
import type { CertificateSettings } from './certificate-settings.ts';
import { signRequest } from './sign-request.ts';

/** All that is sent: what the register needs to find it, and nothing else of the case. */
export type Question = {
  /** As the catalogue names it, e.g. 居民户口簿. */
  kind: string;
  number: string;
  /** Identity number of whose it is; null: the form asks for none. */
  holderNumber: string | null;
};

/**
 * What it answers with status 200. That the question is named in it tells it from a
 * login page of the network on the way.
 */
const answerSchema = v.object({
  requestId: v.string(),
  outcome: v.picklist(['ok', 'mismatch']),
});

/**
 * Asks the county's register. `unavailable`: no answer that can be read came in time,
 * whatever the reason. Nothing is thrown, so that no error can carry a number away.
 */
export async function askRegister(
  { url, secret, timeoutMs }: CertificateSettings,
  question: Question,
  { keyId, now }: { keyId: string; now: Date },
): Promise<CertificateFound> {
  const requestId = randomUUID();
  const body = JSON.stringify({ requestId, ...question });
  const headers = signRequest({
    url,
    body,
    secret,
    keyId,
    created: Math.floor(now.getTime() / 1000),
    nonce: requestId,
  });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, Accept: 'application/json' },
      body,
      // Elsewhere the number has no business.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return 'unavailable';
    }
    const answer = v.safeParse(answerSchema, await response.json());
    return answer.success && answer.output.requestId === requestId
      ? answer.output.outcome
      : 'unavailable';
  } catch {
    return 'unavailable';
  }
}
