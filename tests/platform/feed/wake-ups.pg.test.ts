// What happens in one process wakes the others, which otherwise look seldom.
import { expect, test } from 'vitest';
import { connect, disconnect } from '../../../src/platform/database/connect.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { hearWakeUps } from '../../../src/platform/feed/wake-ups.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql, connection } = await createTestDatabase();
const quiet = { warn: () => undefined } as never;

test('a commit that moves a feed wakes every process of the county, and one that does not wakes none', async () => {
  const other = connect(connection, { max: 2 });
  try {
    const listen = async (county: string) => {
      const config = { county, demo: true, address: '' };
      const wakeUps = await hearWakeUps({ sql: other, config, log: quiet });
      if (wakeUps === undefined) throw new Error('nobody listens');
      return wakeUps;
    };
    const here = await listen('422825');
    const elsewhere = await listen('422826');
    await transact(sql, async ({ tx }) => {
      await tx`SELECT 1`;
    });
    await expect(
      transact(sql, (work) => {
        work.feed.push(anItem);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await transact(sql, (work) => {
      work.feed.push(anItem);
      return Promise.resolve();
    });
    await here.after(0, 60_000);
    expect([here.count, elsewhere.count]).toEqual([1, 0]);
  } finally {
    await disconnect(other);
  }
});

const anItem = {
  county: '422825',
  audience: 'township:422825102',
  caseId: null,
  kind: 'control',
  body: { kind: 'x' },
  at: '2026-11-25T02:00:00.000Z',
} as never;
