import type { CaseRow } from '../database/queries/cases.ts';
import type { Subject } from '../people/permissions.ts';

export type Place = Pick<
  CaseRow,
  'town9' | 'stationCode' | 'clerkId' | 'state'
>;

type Persons = Place & Pick<Subject, 'persons'>;

/** Where a case belongs, to be read: whoever is asked about it sees it too. */
export function subjectOf(place: Place): Subject {
  const asked =
    place.state.joint?.offices.map(({ officeId }) => officeId) ?? [];
  const subject = actedOn(place);
  return { ...subject, offices: [...(subject.offices ?? []), ...asked] };
}

/** To be acted on: by the one department that has it. */
export function actedOn({
  town9,
  stationCode,
  clerkId,
  state: { officeId, result },
  persons,
}: Persons): Subject {
  return {
    town9,
    stationCode,
    clerkId,
    ...(persons === undefined ? {} : { persons }),
    offices: officeId === null ? [] : [officeId],
    window: result?.window,
  };
}

/** As that office was asked about it: its own affair, and not the township's. */
export function askedOffice(
  { clerkId, persons }: Pick<Persons, 'clerkId' | 'persons'>,
  ...offices: string[]
): Subject {
  return {
    town9: '',
    clerkId,
    ...(persons === undefined ? {} : { persons }),
    offices,
  };
}
