// A decision as a console sends it, in today's words or in those of the release before.
import * as v from 'valibot';
import { decisionSchema } from './review.ts';

/**
 * `decisionSchema`, that takes `workingDays` for `workdays` too: a console that stood
 * open over the update goes on saying so until it is loaded anew. Goes with the release
 * after 0.1, when no such page is open any more.
 */
export const decisionRequestSchema = v.pipe(
  v.unknown(),
  v.transform(withWorkdays),
  decisionSchema,
);

function withWorkdays(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('workingDays' in body))
    return body;
  const { workingDays, ...rest } = body;
  return { workdays: workingDays, ...rest };
}
