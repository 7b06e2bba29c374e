import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import { parseIsoDate } from '../calendar/civil-date.ts';
import { addWorkingDays, type CountedDate } from '../calendar/working-days.ts';
import type { Material } from '../catalogue/form-schema.ts';

/** Ways in which a person hands a paper in; what is generated nobody brings. */
export type Way = 'seen' | 'photo' | 'eCert' | 'commitment' | 'deficiency';

type Asked = Pick<
  Material,
  'source' | 'handling' | 'eCert' | 'commitmentAllowed' | 'deficiencyAllowed'
>;

/**
 * Whether the catalogue lets a paper be handed in so. Which papers are secondary and
 * may follow (容缺受理) is the county's word for each paper (`deficiencyAllowed`): whether
 * an original or a copy is asked for does not tell it.
 */
export function isWayAllowed(material: Asked, way: Way): boolean {
  if (material.source === 'generated') return false;
  switch (way) {
    case 'photo':
      return true;
    case 'seen':
      return material.handling === 'view';
    case 'eCert':
      return material.eCert.replaces;
    case 'commitment':
      return material.commitmentAllowed;
    case 'deficiency':
      return material.deficiencyAllowed;
    default:
      return way satisfies never;
  }
}

/**
 * The last day for which a paper may be put off: the promised end, counted from the
 * day of intake, since nobody knows yet when it will be accepted and no later one
 * may be named.
 */
export function lastDeficiencyDay(
  { promisedDays }: { promisedDays: number },
  { today, calendar }: { today: string; calendar: WorkCalendar },
): CountedDate {
  return addWorkingDays(today, promisedDays, calendar);
}

/** Whether a day is one, still to come, and not later than may be promised. */
export function isDueInTime(
  { dueOn, latest }: { dueOn: string; latest: CountedDate },
  today: string,
): boolean {
  return (
    parseIsoDate(dueOn) !== undefined && dueOn >= today && dueOn <= latest.date
  );
}
