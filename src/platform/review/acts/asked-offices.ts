import type { JointOffice } from '../../../domain/cases/fold-case.ts';
import type { Act } from './act.ts';

type Asked = Pick<Act, 'row' | 'catalogue'>;

/** Names of those that have not said anything. */
export function silentOffices(act: Asked): string[] {
  return namesOf(act, ({ opinion }) => opinion === null);
}

/** Names of those that have neither agreed nor objected. */
export function unagreedOffices(act: Asked): string[] {
  return namesOf(
    act,
    ({ opinion }) => opinion === null || opinion === 'correction',
  );
}

function namesOf(
  { row, catalogue }: Asked,
  isMeant: (office: JointOffice) => boolean,
): string[] {
  return (row.state.joint?.offices ?? [])
    .filter(isMeant)
    .map(
      ({ officeId }) =>
        catalogue.departments.find(({ id }) => id === officeId)?.name ??
        officeId,
    );
}
