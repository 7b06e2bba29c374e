import {
  addAttempt,
  countAttempts,
  lockSubject,
} from '../database/queries/attempts.ts';
import { transact, type Work } from '../database/transaction.ts';
import type { PlatformContext } from '../context.ts';

type Limit = {
  /** What is guessed at; no personal data. */
  subject: string;
  tries: number;
  windowS: number;
};

/**
 * Runs a guess that may fail only so often, by each of the limits: `guess` gives
 * undefined when it is wrong, and only wrong ones count. Guesses at one subject run
 * one after the other, so many at once gain nothing.
 */
export async function limitedAttempt<Value>(
  { sql, config, clock }: PlatformContext,
  limits: readonly Limit[],
  guess: (work: Work) => Promise<Value | undefined>,
): Promise<
  { ok: true; value: Value } | { ok: false; code: 'wrong' | 'tooMany' }
> {
  const { county } = config;
  return await transact(sql, async (work) => {
    const at = clock();
    // In one order, so that two guesses never wait for each other.
    const sorted = limits.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    for (const { subject, tries, windowS } of sorted) {
      const since = new Date(at.getTime() - windowS * 1000);
      await lockSubject(work.tx, { county, subject });
      const failed = await countAttempts(work.tx, { county, subject, since });
      if (failed >= tries) return { ok: false, code: 'tooMany' };
    }
    const value = await guess(work);
    if (value !== undefined) return { ok: true, value };
    for (const { subject } of sorted)
      await addAttempt(work.tx, { county, subject, at });
    return { ok: false, code: 'wrong' };
  });
}
