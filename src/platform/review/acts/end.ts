// How a case ends at an office: not taken, granted, turned down.
import { openGaps, type Paper } from '../../../domain/cases/papers.ts';
import { readCitedMaterials } from '../../database/queries/case-materials.ts';
import { readEvents } from '../../database/queries/events.ts';
import { findStation } from '../../database/queries/stations.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';
import { unagreedOffices } from './asked-offices.ts';

/** Not taken for cause, in writing. */
export function refuse({ decision }: Act<'refuse'>): ActResult {
  const { reason, authority } = decision;
  return recorded({ kind: 'acceptanceRefused', reason, authority });
}

/** Not of this office, with the one that it is of (art. 32). */
export function referElsewhere({ decision }: Act<'referElsewhere'>): ActResult {
  const { reason, authority } = decision;
  return recorded({ kind: 'notAcceptable', reason, authority });
}

/** Turned down, with the ways to contest it. */
export function reject({ decision }: Act<'reject'>): ActResult {
  const { reason, remedy } = decision;
  return recorded({ kind: 'concludedRejected', reason, remedy });
}

/**
 * Nothing is granted while something owed has not come (domain notes 4.3), or while an
 * office that was asked is silent: silence is no consent. Of a case that was taken with
 * a gap the national list has a word of its own.
 */
export async function conclude(act: Act<'conclude'>): Promise<ActResult> {
  const { context, work, row, decision } = act;
  const { result, pickup, note, window } = decision;
  const key = { county: context.config.county, caseId: row.caseId };
  const silent = unagreedOffices(act);
  if (silent.length > 0)
    return { ok: false, code: 'officesSilent', missing: silent };
  const cited = await readCitedMaterials(work.tx, key);
  const missing = findOwed(row.papers, cited);
  if (missing.length > 0)
    return { ok: false, code: 'materialsMissing', missing };
  if (window !== undefined) {
    const at = { county: key.county, code: window };
    if (pickup === null || (await findStation(work.tx, at)) === undefined)
      return refused('badRequest');
  }
  const events = await readEvents(work.tx, key.county, key.caseId);
  const hadGap = events.some(
    ({ body }) => body.kind === 'accepted' && body.withDeficiency,
  );
  return recorded({
    kind: hadGap ? 'concludedWithDeficiency' : 'concludedApproved',
    result,
    pickup,
    note,
    ...(window !== undefined && { window }),
  });
}

/**
 * Only what had been put off: another supplement may be lost with its telephone, and
 * must not keep a resident from his result.
 */
function findOwed(
  papers: readonly Paper[],
  cited: readonly { paperId: string; isComplete: boolean }[],
): string[] {
  const gaps = openGaps(papers).map(({ paperId }) => paperId);
  const putOff = new Set(
    papers.flatMap(({ how, paperId }) => (how === 'deficiency' ? paperId : [])),
  );
  const waiting = cited.flatMap(({ paperId, isComplete }) =>
    !isComplete && putOff.has(paperId) ? paperId : [],
  );
  return [...new Set([...gaps, ...waiting])];
}
