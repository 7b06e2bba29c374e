// Figures are read from a replica where there is one, and without it from the county's
// own database.
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { connect } from '../../../src/platform/database/connect.ts';
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

test('a replica that lacks a table does not keep figures away', async () => {
  const behind = await createTestDatabase();
  await behind.sql`ALTER TABLE figures_months RENAME TO not_there_yet`;
  context.figuresSql = behind.sql;
  expect(await casesTold()).toEqual([]);
});

test('a replica that takes the call and says nothing is waited for some seconds', async () => {
  const silent = createServer((socket) => {
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  const { port } = silent.address() as AddressInfo;
  const line = connect(`postgres://figures@127.0.0.1:${port}/figures`);
  context.figuresSql = line;
  expect(await casesTold()).toEqual([]);
  await line.end({ timeout: 0 });
  silent.close();
}, 20_000);
