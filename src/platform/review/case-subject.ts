import type { CaseRow } from '../database/queries/cases.ts';
import type { Subject } from '../people/permissions.ts';

export type Place = Pick<
  CaseRow,
  'town9' | 'stationCode' | 'clerkId' | 'state'
>;

/** Where a case belongs, for the permission matrix. */
export function subjectOf({
  town9,
  stationCode,
  clerkId,
  state,
  persons,
}: Place & Pick<Subject, 'persons'>): Subject {
  return {
    town9,
    stationCode,
    clerkId,
    officeId: state.officeId,
    ...(persons === undefined ? {} : { persons }),
  };
}
