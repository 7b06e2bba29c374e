import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import { openNumbers } from '../intake/case-secrets.ts';
import { personMac } from '../people/person-mac.ts';
import type { Principal } from '../people/permissions.ts';
import type { Place } from './case-subject.ts';

/** A place with whose the case is, as far as it matters to whoever acts. */
export type PlaceOfPersons = Place & { persons: readonly string[] };

/**
 * Adds the persons of a case: the applicant and whoever else is named by an identity
 * number in it. Nothing is opened for somebody of whom no number is known.
 */
export async function withPersons<Row extends Place & Pick<CaseRow, 'caseId'>>(
  sql: Database,
  context: Pick<PlatformContext, 'keys' | 'config'>,
  principal: Principal,
  row: Row,
): Promise<Row & PlaceOfPersons> {
  if ((principal.persons ?? []).length === 0) return { ...row, persons: [] };
  const numbers = await openNumbers(sql, context, row.caseId);
  const persons = numbers.map(({ value }) => personMac(context.keys, value));
  return { ...row, persons };
}
