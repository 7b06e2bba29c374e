// Figures are read from a replica where there is one, and without it from the county's
// own database.
import { expect, test } from 'vitest';
import { readSummary } from '../../../src/platform/figures/read-summary.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { administrator, aTownship, TOWN } from '../review/a-township.ts';

const { context } = await aTownship();
// Told from the county's own by what it says; nothing may be written there.
const replica = await createTestDatabase();
await replica.sql`INSERT INTO figures_months
  (county, town9, month, station_code, office_id, window_code, received)
  VALUES ('422825', ${TOWN}, '2026-11', 's', '', '', 7)`;
await replica.sql.unsafe(
  `ALTER DATABASE ${replica.connection.database} SET default_transaction_read_only = on`,
);

async function casesTold(): Promise<number[]> {
  const summary = await readSummary(context, administrator, {});
  if (!summary.ok) throw new Error(summary.code);
  return summary.value.rows.map(({ cases }) => cases);
}

test('the replica answers for figures, and when it is gone the county’s own database does', async () => {
  expect(await casesTold()).toEqual([]);
  context.figuresSql = replica.sql;
  expect(await casesTold()).toEqual([7]);
  await replica.sql.end({ timeout: 5 });
  expect(await casesTold()).toEqual([]);
});
