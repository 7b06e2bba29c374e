// A queue of thousands: what the screen is told of it does not grow with it.
import { uuidv7 } from 'uuidv7';
import { expect, it } from 'vitest';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import { write } from '../../../src/device/database/write.ts';
import { sumWaiting } from '../../../src/device/outbox/sum-waiting.ts';
import { anEnrolledDevice, must, now, type Bench } from '../a-device.ts';
import { aCase } from '../sync/some-cases.ts';

async function withRows(count: number): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  await aCase(bench, 0);
  const { db } = bench.device.store;
  const first = await db.outbox.toCollection().first();
  if (first === undefined) throw new Error('no row');
  await write(bench.device.store, ['outbox'], async () => {
    for (let seq = 2; seq <= count; seq += 1)
      await db.outbox.add({ ...first, id: uuidv7(), seq, bytes: seq });
  });
  return bench;
}

async function move(
  { device: { store } }: Bench,
  to: Pick<OutboxRow, 'state' | 'result'>,
  upTo: number,
): Promise<void> {
  await write(store, ['outbox'], () =>
    store.db.outbox.where('seq').belowOrEqual(upTo).modify(to),
  );
}

it('of many pending ones the oldest are shown and all are counted', async () => {
  const bench = await withRows(130);
  const { pending, unsent } = await now(bench.api.outbox.watch);
  expect(pending).toHaveLength(20);
  const rows = await bench.device.store.db.outbox.orderBy('seq').toArray();
  expect(pending.map(({ operationId }) => operationId)).toEqual(
    rows.slice(0, 20).map(({ id }) => id),
  );
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  expect(unsent).toMatchObject({ operations: 130, operationBytes: bytes });
});

it('what has gone is counted no more, and the latest settled ones are shown', async () => {
  const bench = await withRows(130);
  const { db } = bench.device.store;
  const all = await sumWaiting(db);
  expect(all.operations).toBe(130);
  await move(bench, { state: 'settled', result: 'applied' }, 120);
  const left = await sumWaiting(db);
  expect(left).toMatchObject({ operations: 10, operationBytes: 1255 });
  const { settled } = await now(bench.api.outbox.watch);
  const rows = db.outbox.where('seq').between(71, 120, true, true);
  expect(settled.map(({ operationId }) => operationId)).toEqual(
    (await rows.reverse().toArray()).map(({ id }) => id),
  );
});

it('of many that a file carries those that none carries are told, beyond the rows shown', async () => {
  const bench = await withRows(130);
  const { store } = bench.device;
  const madeAt = '2026-11-20T02:00:00.000Z';
  await write(store, ['outbox'], async () => {
    await store.db.outbox
      .where('seq')
      .between(121, 130, true, true)
      .modify((row) => {
        row.caseId = `case-${row.seq}`;
        row.madeAt = madeAt;
      });
    await store.db.outbox
      .where('seq')
      .belowOrEqual(120)
      .modify({ exportedAt: '2026-11-24T02:00:00.000Z' });
  });
  const told = async () =>
    (await now(bench.api.outbox.watch)).unsent.notExported;
  expect(await told()).toEqual(Array.from({ length: 10 }, () => madeAt));
  const plan = must(
    await bench.api.stick.plan({ photographs: false, partBytes: null }),
  );
  must(await bench.api.stick.confirm(plan.planId));
  expect(await told()).toEqual([]);
});
