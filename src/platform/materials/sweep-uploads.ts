import type { PlatformContext } from '../context.ts';
import {
  lockMaterial,
  readForgotten,
  removeMaterial,
} from '../database/queries/materials.ts';
import { transact } from '../database/transaction.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** Long enough for a person to settle what might cite it. */
export const FORGOTTEN_DAYS = 30;
const AT_ONCE = 200;

/**
 * Removes what was uploaded and what no opened operation has cited for 30 days.
 * Gives how many; what is cited meanwhile is asked for again.
 */
export async function sweepUploads({
  sql,
  config,
  store,
  clock,
}: Pick<
  PlatformContext,
  'sql' | 'config' | 'store' | 'clock'
>): Promise<number> {
  const { county } = config;
  const before = new Date(clock().getTime() - FORGOTTEN_DAYS * DAY_MS);
  const wish = { county, before, limit: AT_ONCE };
  let removed = 0;
  for (const sha256 of await readForgotten(sql, wish))
    removed += await transact(sql, async ({ tx }) => {
      const row = await lockMaterial(tx, { county, sha256 });
      if (row === undefined || row.wrappedKey !== null) return 0;
      // Before its row: a row without its file is noticed, the other way never.
      await store.remove(sha256);
      await removeMaterial(tx, { county, sha256 });
      return 1;
    });
  return removed;
}
