import type { CaseEvent } from './event.ts';

/** What was found of one paper last: of a commitment, or of an e-certificate. */
export type PaperCheck = {
  found: 'ok' | 'mismatch' | 'unavailable' | 'kept' | 'breached';
  note: string;
  /** ISO 8601. */
  at: string;
};

/** By paper; what was handed in anew is as good as unchecked. */
export function paperChecks(
  events: readonly Pick<CaseEvent, 'at' | 'body'>[],
): Map<string, PaperCheck> {
  const checks = new Map<string, PaperCheck>();
  for (const { at, body } of events) {
    if (
      body.kind === 'certificateChecked' ||
      body.kind === 'commitmentChecked'
    ) {
      const { paperId, found, note } = body;
      checks.set(paperId, { found, note, at });
    }
    if (body.kind === 'correctionAnswered')
      for (const paperId of body.papers) checks.delete(paperId);
  }
  return checks;
}
