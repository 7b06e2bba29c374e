import type { WorkCalendar } from '../../../domain/calendar/calendar-schema.ts';
import type { EventBody } from '../../../domain/cases/event.ts';
import type { FullCatalogue } from '../../../domain/catalogue/full-catalogue-schema.ts';
import type { FullMatter } from '../../../domain/catalogue/full-matter-schema.ts';
import type { Decision } from '../../../protocol/review.ts';
import type { PlatformContext } from '../../context.ts';
import type { CaseRow } from '../../database/queries/cases.ts';
import type { Work } from '../../database/transaction.ts';
import type { PlaceOfPersons } from '../case-persons.ts';
import type { Principal } from '../../people/permissions.ts';

/** A decision that its person may take and the table allows, under the case's lock. */
export type Act<Kind extends Decision['act'] = Decision['act']> = {
  context: PlatformContext;
  work: Work;
  principal: Principal;
  row: CaseRow & PlaceOfPersons;
  decision: Extract<Decision, { act: Kind }>;
  catalogue: FullCatalogue;
  matter: FullMatter;
  /** Of now. */
  calendar: WorkCalendar;
  /** ISO 8601, and its day in China. */
  at: string;
  today: string;
};

export type ActRefusal =
  | { ok: false; code: 'notFound' | 'forbidden' | 'notAllowed' }
  /**
   * About something that the matter, or the county, does not have; `missing`: parts of
   * the decision that this case needs, or needs otherwise.
   */
  | { ok: false; code: 'badRequest'; missing?: string[] }
  /** Paper ids (or `signature:{by}`) that are owed or have not all arrived. */
  | { ok: false; code: 'materialsMissing'; missing: string[] }
  /** Names of offices that were asked and have not agreed. */
  | { ok: false; code: 'officesSilent'; missing: string[] };

/** What is recorded, or why nothing is. */
export type ActResult = { ok: true; body: EventBody } | ActRefusal;

/** It is done, as this event. */
export function recorded(body: EventBody): ActResult {
  return { ok: true, body };
}

/** Nothing is done. */
export function refused(
  code: 'notFound' | 'forbidden' | 'notAllowed' | 'badRequest',
): ActRefusal {
  return { ok: false, code };
}
