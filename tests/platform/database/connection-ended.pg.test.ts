// What happens to a transaction whose connection ends under it: the engine was
// killed, or a line fell.
import type postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../src/platform/database/connect.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql: observer, connection } = await createTestDatabase();
await observer`CREATE TABLE said (what text)`;

/** A pool of one connection, so that what it leaves behind is met again. */
function aPool(): postgres.Sql {
  const sql = connect(connection, { max: 1 });
  onTestFinished(() => sql.end({ timeout: 1 }));
  return sql;
}

async function endConnection(tx: postgres.TransactionSql): Promise<void> {
  const [row] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  await observer`SELECT pg_terminate_backend(${row?.pid ?? 0})`;
}

/** The first to ask is told what ended the old connection; the next is served. */
async function readOnNext(sql: postgres.Sql): Promise<unknown[]> {
  await sql`SELECT 1`.catch(() => undefined);
  return [...(await sql`SELECT what FROM said`)];
}

test('a connection that ends under a statement of a transaction fails it, and the pool serves on', async () => {
  const sql = aPool();
  await expect(
    sql.begin(async (tx) => {
      await endConnection(tx);
      await tx`INSERT INTO said VALUES ('under the statement')`;
    }),
  ).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  expect(await readOnNext(sql)).toEqual([]);
});

test('what a transaction says after its connection has ended is not said on the next one', async () => {
  const sql = aPool();
  let goOn: () => void = () => undefined;
  const reopened = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let late: Promise<unknown> | undefined;
  const whole = sql.begin(async (tx) => {
    await endConnection(tx);
    late = reopened.then(
      async () => await tx`INSERT INTO said VALUES ('late')`,
    );
    await late;
  });
  await expect(whole).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  await readOnNext(sql);
  goOn();
  await expect(late).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  expect(await readOnNext(sql)).toEqual([]);
});

test('a connection that ends within a savepoint fails the transaction', async () => {
  const sql = aPool();
  await expect(
    sql.begin(async (tx) => {
      await tx
        .savepoint(async (inner) => {
          await endConnection(inner);
          await inner`INSERT INTO said VALUES ('in the savepoint')`;
        })
        .catch(() => undefined);
      await tx`INSERT INTO said VALUES ('behind it')`;
    }),
  ).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  expect(await readOnNext(sql)).toEqual([]);
});

test('a part that fails by itself is rolled back, within a savepoint and without', async () => {
  const sql = aPool();
  const fault = new Error('of the part');
  await sql.begin(async (tx) => {
    const inner = tx.savepoint(async (inner) => {
      await inner`INSERT INTO said VALUES ('undone')`;
      throw fault;
    });
    await expect(inner).rejects.toBe(fault);
    await tx`INSERT INTO said VALUES ('kept')`;
  });
  const whole = sql.begin(async (tx) => {
    await tx`DELETE FROM said`;
    throw fault;
  });
  await expect(whole).rejects.toBe(fault);
  expect(await sql`SELECT what FROM said`).toEqual([{ what: 'kept' }]);
});
