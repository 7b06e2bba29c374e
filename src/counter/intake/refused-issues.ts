import type { AnswerIssue } from '../../domain/rules/answer-issue.ts';
import { refusedPlaces, type RefusedPlace } from '../outbox/refused-places.ts';
import type { Intake } from './intake.ts';

/** Where the county found the refused operation wrong; none in other drafts. */
export function placesToMend({ draft, matter }: Intake): RefusedPlace[] {
  return refusedPlaces(draft.purpose.repairs?.paths ?? [], {
    matter,
    papers: draft.papers,
  });
}

/**
 * The same beside the fields, as long as the answer is the refused one. The county
 * says where, not what; why it refuses an answer at all says the rest.
 */
export function refusedIssues(intake: Intake): AnswerIssue[] {
  const { draft, sent } = intake;
  return placesToMend(intake).flatMap(({ field }): AnswerIssue[] => {
    if (field === undefined) return [];
    const answer = draft.answers[field.id];
    const isAsSent =
      JSON.stringify(answer) === JSON.stringify(sent?.answers[field.id]);
    if (!isAsSent) return [];
    if (answer === undefined) return [{ path: field.id, code: 'required' }];
    return [
      {
        path: field.id,
        code: field.type === 'select' ? 'notAnOption' : 'wrongType',
      },
    ];
  });
}
