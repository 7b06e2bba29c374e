import type { DueDay } from '../../domain/cases/event.ts';
import type { WorklistRow } from '../../protocol/review.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { worklistText } from '../../text/review.ts';
import type { Tone } from '../../ui/status-tag/status-look.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

export type NextAct = { text: string; tone: Tone | null };

const TONES = { red: 'bad', yellow: 'wait', green: 'ok' } as const;

/**
 * What the law asks for next and until when. Days are calendar days: the date
 * itself already counts working days only, and the console has no calendar.
 */
export function nextAct(row: WorklistRow, now: string): NextAct {
  const [act, due] = duty(row);
  const { lamp } = row;
  if (lamp !== null && due !== null)
    return {
      text: worklistText.left(act, lamp.workdays, due),
      tone: TONES[lamp.colour],
    };
  if (due === null) return { text: worklistText.nothingDue, tone: null };
  const days = daysBetween(chinaDate(now), due.date);
  if (days < 0) return { text: worklistText.overdue(act, -days), tone: 'bad' };
  if (days === 0) return { text: worklistText.dueToday(act), tone: 'wait' };
  const text = worklistText.due(act, due.date.slice(5), due.provisional);
  return { text, tone: days === 1 ? 'wait' : null };
}

function duty({
  display,
  noticeBy,
  promisedBy,
}: WorklistRow): [string, DueDay | null] {
  if (display === 'received') return [worklistText.notice, noticeBy];
  const isPromised =
    display === 'accepted' ||
    display === 'acceptedWithDeficiency' ||
    display === 'inDepartment';
  // Else the clock stands still, or nothing is owed any more.
  return isPromised ? [worklistText.promise, promisedBy] : ['', null];
}

/** Whole days from taking in at the village to arrival at the county. */
export function daysLate(row: WorklistRow): number {
  return daysBetween(chinaDate(row.takenInAt), chinaDate(row.arrivedAt));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
