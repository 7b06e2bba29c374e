// What the answer to a bundle of materials means. A 200 counts only with the hash of
// the very body that was sent: a captive portal's is nothing.
import { unreachable } from '../../domain/unreachable.ts';
import type { BundleAnswer } from '../../protocol/material-bundle.ts';
import { decideAnswer, type Heard } from './decide-answer.ts';
import { decideNothing, type UploadDecision } from './decide-upload.ts';

type Lacking = BundleAnswer['lacking'][number]['code'];

export type BundleDecision =
  /** The county has all but these, by their places. */
  | { act: 'take'; lacking: ReadonlyMap<number, Lacking> }
  /** Together they do not go: one by one. */
  | { act: 'alone' }
  | Extract<UploadDecision, { act: 'newSession' | 'later' }>;

export function decideBundle(
  heard: Heard,
  asked: { sha256: string; count: number },
): BundleDecision {
  if (heard.kind === 'nothing') return decideNothing(heard);
  const decision = decideAnswer({ kind: 'bundle' }, heard);
  switch (decision.act) {
    case 'take': {
      const { sha256, lacking } = decision.value;
      const isWhole =
        sha256 === asked.sha256 && lacking.every(({ at }) => at < asked.count);
      return isWhole
        ? {
            act: 'take',
            lacking: new Map(lacking.map(({ at, code }) => [at, code])),
          }
        : { act: 'later', why: 'server', retryAfterS: null };
    }
    case 'newSession':
      return decision;
    case 'epochChanged':
      return { act: 'newSession', nonce: null };
    case 'later':
      // One of them may be what the county stumbles over.
      return decision.why === 'server' && decision.retryAfterS === null
        ? { act: 'alone' }
        : decision;
    // What single uploads make of it is their own to decide.
    case 'revoked':
    case 'cursorExpired':
    case 'halve':
    case 'bisect':
    case 'tray':
    case 'no':
      return { act: 'alone' };
    default:
      return unreachable(decision);
  }
}
