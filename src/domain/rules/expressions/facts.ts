import type { WorkCalendar } from '../../calendar/calendar-schema.ts';

/** What a rule may know. */
export interface Facts {
  /**
   * Field id to answer in normal form. Hidden fields are not in it: their
   * answers are not sent.
   */
  answers: ReadonlyMap<string, unknown>;
  /**
   * Day of intake in China, `YYYY-MM-DD`, kept on the case: the same rule gives
   * the same answer whenever it is asked again.
   */
  today: string;
  calendar: WorkCalendar;
}

/** A single value; null = unknown. */
export type Value = string | number | boolean | null;
