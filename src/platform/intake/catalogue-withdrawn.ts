import { readWithdrawals } from '../database/queries/catalogues.ts';
import { takenInAt } from './intake-interval.ts';
import type { Application } from './judgement.ts';
import { readInterval } from './read-interval.ts';

/**
 * Whether the version that a case is pinned to had been withdrawn by law when the
 * device did this. What was done before stands, whenever it arrives.
 */
export async function isWithdrawn(
  application: Application,
  version: string,
  what: 'submit' | 'followUp',
): Promise<boolean> {
  const { context, work, operation, waived } = application;
  if (waived.has('catalogueWithdrawn')) return false;
  const { county } = context.config;
  const withdrawals = await readWithdrawals(work.tx, { county, version });
  const first = withdrawals.find(
    ({ mode }) => what === 'submit' || mode === 'stopAll',
  );
  if (first === undefined) return false;
  const madeAt = takenInAt(await readInterval(application, operation.madeAt));
  return Date.parse(madeAt) > Date.parse(first.at);
}
