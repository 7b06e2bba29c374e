// A sheet of residents of one group, on a device that is a true one: its database, its
// keys and its rules; the county is a fake.
import { afterAll, beforeEach, expect } from 'vitest';
import { page } from 'vitest/browser';
import { browserPorts } from '../../../src/device/browser-ports.ts';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import { anEnrolledDevice, must, type Bench } from '../../device/a-device.ts';
import { manyPeople } from '../../support/many-people.ts';
import { heading, openCounter } from '../counter-bench.ts';

export const open: Bench[] = [];

beforeEach(async () => {
  await page.viewport(1280, 800);
});

// After the counter has let go of them.
afterAll(async () => {
  for (const { device } of open.splice(0)) {
    await device.stop();
    await device.store.db.delete();
  }
});

export async function aSheet(count: number) {
  const { indexedDB, keyRange } = browserPorts('unused');
  const bench = await anEnrolledDevice({ indexedDB, keyRange });
  open.push(bench);
  const people = manyPeople(count);
  must(await bench.api.residents.replaceList(people));
  const { batchId } = must(
    await bench.api.batches.add(
      { matterCode: 'V03' },
      { text: '3组', isDue: false },
    ),
  );
  const rows = async (api: DeviceApi = bench.api) =>
    must(await api.batches.read(batchId)).lines;
  const names = (await rows()).map(({ name }) => name);
  return { bench, batchId, rows, names };
}

export async function opensSheet(bench: Bench, batchId: string): Promise<void> {
  openCounter(bench, `/batch/${batchId}`);
  await expect.element(heading('养老认证 · 3组')).toBeVisible();
}
