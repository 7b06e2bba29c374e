import * as v from 'valibot';
import { parseIsoDate } from './civil-date.ts';

const isoDate = v.pipe(
  v.string(),
  v.check((text) => parseIsoDate(text) !== undefined, 'a real YYYY-MM-DD date'),
);

/**
 * The county's calendar of working days, published with the catalogue. It
 * knows the days from `coverageFrom` to `coverageUntil`, both included; beyond
 * them every answer is provisional.
 */
const calendarSchema = v.pipe(
  v.object({
    coverageFrom: isoDate,
    coverageUntil: isoDate,
    /** Weekdays that are free by the State Council's yearly plan. */
    holidays: v.array(isoDate),
    /** Saturdays and Sundays that are worked instead. */
    workingWeekends: v.array(isoDate),
    /**
     * The county's own days, which win over the national plan: minority areas
     * may set holidays (national holiday regulation, art. 4).
     */
    localDays: v.array(
      v.object({
        date: isoDate,
        working: v.boolean(),
        name: v.exactOptional(v.string()),
      }),
    ),
  }),
  v.check(
    ({ coverageFrom, coverageUntil }) => coverageFrom <= coverageUntil,
    'the coverage begins before it ends',
  ),
);

export type WorkCalendar = v.InferOutput<typeof calendarSchema>;

/** Reads a published calendar; null when it is none. */
export function readCalendar(json: unknown): WorkCalendar | null {
  const parsed = v.safeParse(calendarSchema, json);
  return parsed.success ? parsed.output : null;
}
