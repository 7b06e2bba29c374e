// The counter's figures as a table for people; a goal that does not hold is marked.
import type { CounterResult } from './counter-bench.ts';

/** Not more than this; what is not here has no goal. */
const GOALS: Partial<Record<keyof CounterResult, number>> = {
  keystrokeP95Ms: 50,
  matterSearchP95Ms: 100,
  residentSearchP95Ms: 100,
  caseSearchP95Ms: 100,
  listOpenMs: 1_500,
  listScrollLongestTaskMs: 50,
  photoJudgedMs: 300,
  photoLongestTaskMs: 50,
  shotJudgedMs: 300,
  shotLongestTaskMs: 50,
  firstScreenGzBytes: 61_440,
  everythingOfflineGzBytes: 409_600,
};

export function counterTable(result: CounterResult): string {
  return Object.entries(result)
    .map(([name, value]) => {
      const goal = GOALS[name as keyof CounterResult];
      const isMissed = goal !== undefined && value !== null && value > goal;
      return `${name.padEnd(26)}${String(value ?? '-').padStart(8)}${
        goal === undefined ? '' : `  of ${goal}${isMissed ? ' !' : ''}`
      }`;
    })
    .join('\n');
}
