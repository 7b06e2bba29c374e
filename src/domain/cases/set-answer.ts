import type { Answers } from './answers.ts';

/**
 * Puts a text into answers that have its place already. Steps of a path are ids of
 * fields and columns, and places in lists: `members.0.idNo`.
 */
export function setAnswer(answers: Answers, path: string, value: string): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = answers as Record<string, unknown>;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  at[last] = value;
}
