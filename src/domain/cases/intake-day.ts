import { chinaDate, epochMsOf } from '../calendar/civil-date.ts';
import type { Moment } from './operation.ts';

/**
 * The day of intake as far as a device knows it, which is "today" to a form's rules
 * for as long as the case lives. A clock that stands before what the county last
 * said is wrong, and must not make a resident younger.
 */
export function intakeDay({
  wallTime,
  lastHeardAt,
}: Pick<Moment, 'wallTime' | 'lastHeardAt'>): string {
  const wallMs = epochMsOf(wallTime);
  const heardMs = lastHeardAt === null ? wallMs : epochMsOf(lastHeardAt);
  return chinaDate(Math.max(wallMs, heardMs));
}
