import { isWayAllowed } from '../../../src/domain/rules/ways-of-paper.ts';
import { application } from '../../support/applications.ts';
import { askedPapers, type Application } from '../../support/clerk.ts';
import type { Photograph } from '../../support/photographs.ts';

/** The longest name that a screen has to hold. */
const LONG_NAME = '彭某某某·某某某某';

export function ofLongName(given: Application): Application {
  return {
    ...given,
    answers: { ...given.answers, applicantName: LONG_NAME },
  };
}

/** A case with a photograph of each paper that is not enough to be looked at. */
export function withLeastPhotographs(
  code: string,
  photo: Photograph,
): Application {
  const given = application(code, {});
  const kept = askedPapers(given).filter(
    (paper) => paper.source !== 'generated' && !isWayAllowed(paper, 'seen'),
  );
  return {
    ...given,
    photographs: Object.fromEntries(kept.map(({ id }) => [id, [photo]])),
  };
}
