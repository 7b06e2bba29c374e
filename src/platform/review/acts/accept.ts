import { promiseDue } from '../../../domain/calendar/deadline.ts';
import { openGaps } from '../../../domain/cases/papers.ts';
import { readCitedMaterials } from '../../database/queries/case-materials.ts';
import { recorded, type Act, type ActResult } from './act.ts';

/** Nothing is accepted before all that was handed in has arrived. */
export async function accept({
  context,
  work,
  row,
  matter,
  calendar,
  today,
}: Act<'accept'>): Promise<ActResult> {
  const { county } = context.config;
  const cited = await readCitedMaterials(work.tx, {
    county,
    caseId: row.caseId,
  });
  const missing = new Set(
    cited.flatMap(({ paperId, isComplete }) => (isComplete ? [] : paperId)),
  );
  if (missing.size > 0)
    return { ok: false, code: 'materialsMissing', missing: [...missing] };
  return recorded({
    kind: 'accepted',
    promisedBy: promiseDue(today, matter.promisedDays, calendar),
    withDeficiency: openGaps(row.papers).length > 0,
  });
}
