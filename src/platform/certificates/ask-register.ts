import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { CertificateFound } from '../database/queries/certificate-checks.ts';
import type { ConnectorSettings } from '../connectors/connector-settings.ts';
import { askSystem } from '../connectors/ask-system.ts';

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
 * Asks the county's register. `unavailable`: no answer that can be read came, whatever
 * the reason; `silent`: none came in time, or `stop` was said before. Nothing is thrown, so that no error can carry a number away.
 */
export async function askRegister(
  settings: ConnectorSettings,
  question: Question,
  p: { keyId: string; now: Date; stop: AbortSignal },
): Promise<CertificateFound | 'silent'> {
  const requestId = randomUUID();
  const asked = await askSystem(
    settings,
    { requestId, ...question },
    { ...p, nonce: requestId },
  );
  if (asked.is !== 'answered') return asked.is;
  const answer = v.safeParse(answerSchema, asked.json);
  return answer.success && answer.output.requestId === requestId
    ? answer.output.outcome
    : 'unavailable';
}
