// How a case was served: what the figures of the county count.
import type { SubmitOperation } from '../../domain/cases/operation.ts';
import { stationKindOf } from '../../domain/cases/station-kind.ts';
import { isOpenAt } from '../../domain/calendar/opening-hours.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Published } from '../catalogue/county-files.ts';
import type { DraftContent } from '../drafts/draft-content.ts';

type Of = { content: DraftContent; matter: Matter; published: Published };

/**
 * After hours by the clock and not by choice: whoever takes in while his station is
 * closed, at noon too, has served beyond them.
 */
export function servingWays(
  { content, matter, published: { catalogue, calendar } }: Of,
  given: Pick<SubmitOperation, 'stationCode' | 'madeAt' | 'answers'> & {
    clerkName: string;
    isAtHome: boolean;
    /** A row of a sheet of many people. */
    isOfBatch: boolean;
  },
): SubmitOperation['servingWays'] {
  const kind = stationKindOf(given.stationCode);
  const station = catalogue.stationKinds?.find((each) => each.kind === kind);
  const agent = matter.fields.find(({ prefill }) => prefill === 'agent.name');
  const ways: [SubmitOperation['servingWays'][number], boolean][] = [
    ['counter', !given.isAtHome],
    ['homeVisit', given.isAtHome],
    [
      'agent',
      agent !== undefined && given.answers[agent.id] === given.clerkName,
    ],
    [
      'extendedHours',
      station !== undefined &&
        !isOpenAt(station.hours, given.madeAt.wallTime, calendar),
    ],
    ['deficiency', content.papers.some(({ how }) => how === 'deficiency')],
    ['batch', given.isOfBatch],
  ];
  return ways.flatMap(([way, isSo]) => (isSo ? [way] : []));
}
