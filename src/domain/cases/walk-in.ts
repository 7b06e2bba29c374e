// A number that somebody took at the station, and how long he waited and was served.
import * as v from 'valibot';
import { epochMsOf } from '../calendar/civil-date.ts';
import { text } from '../schema-parts.ts';
import type { Moment } from './operation.ts';

const seconds = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * Of the number under which a case was taken in. `waitedS`: from taking it to the call;
 * `handledS`: from the call to this case's intake. Several cases of one visit share it.
 */
export const walkInSchema = v.object({
  ticket: text(8),
  waitedS: seconds,
  handledS: seconds,
});
export type WalkIn = v.InferOutput<typeof walkInSchema>;

/** 「A012」 */
export function ticketNumber(letter: string, n: number): string {
  return `${letter}${String(n).padStart(3, '0')}`;
}

/** Whole seconds; by the clock that only goes forward, within one start of the worker. */
export function elapsedS(
  from: Pick<Moment, 'wallTime' | 'monotonicMs' | 'bootId'>,
  to: Pick<Moment, 'wallTime' | 'monotonicMs' | 'bootId'>,
): number {
  const ms =
    from.bootId === to.bootId
      ? to.monotonicMs - from.monotonicMs
      : epochMsOf(to.wallTime) - epochMsOf(from.wallTime);
  return Math.max(0, Math.round(ms / 1000));
}
