// Walk-in numbers: of this device alone, anew each day.
import type { Outcome } from '../../protocol/error-code.ts';
import type { Watch } from './watch.ts';

export type LineView = {
  /** Who sits at the counter; null: nobody by number. */
  called: string | null;
  /** Passed over: they did not come when they were called. */
  passed: string[];
  waiting: number;
  /** The latest taken; null: none today. */
  latest: string | null;
  /** What one takes, by those done today; minutes. */
  minutesEach: number;
};

/** `call`: who sits there is done with it, and the next or the named one comes. */
export type LineAct = 'take' | 'call' | 'pass' | 'finish';

export type LineSeen = Pick<LineView, 'called' | 'latest'>;

export interface LineCalls {
  watch: Watch<LineView | null>;
  /**
   * Durable when it resolves. `seen`: the line as it stood before whoever acts; one
   * press is done once. `notFound`: nobody is there for it. `notAllowedNow`: the line
   * has moved since.
   */
  act(act: LineAct, seen: LineSeen, number?: string): Promise<Outcome<null>>;
}
