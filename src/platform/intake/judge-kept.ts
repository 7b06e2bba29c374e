// A process or the engine may die between the two transactions of an intake. The device
// sends again, and then it is judged; but a telephone may be lost in that moment too.
import { randomUUID } from 'node:crypto';
import type { PlatformContext } from '../context.ts';
import { findDevice } from '../database/queries/devices.ts';
import { readUnjudged, type Unjudged } from '../database/queries/envelopes.ts';
import { readEpoch } from '../session/epoch.ts';
import { takeInBatch } from './take-in-batch.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** By then its own intake, or the device's next round, has had its time. */
const LEAST_MS = 10 * 60_000;
/** What waits for another one longer than that waits for the device or a person. */
const MOST_MS = 30 * DAY_MS;
const AT_ONCE = 100;

/** Judges what was kept and has no result. Gives how many it looked at. */
export async function judgeKept(
  context: PlatformContext,
  leastMs = LEAST_MS,
): Promise<number> {
  const { sql, config, clock } = context;
  const { county } = config;
  const nowMs = clock().getTime();
  const before = new Date(nowMs - leastMs).toISOString();
  let after = {
    arrivedAt: new Date(nowMs - MOST_MS).toISOString(),
    envelopeSha256: '',
  };
  for (let count = 0; ;) {
    const wish = { county, after, before, limit: AT_ONCE };
    const page = await readUnjudged(sql, wish);
    const last = page.at(-1);
    if (last === undefined) return count;
    after = last;
    count += page.length;
    for (const deviceId of new Set(page.map((each) => each.deviceId)))
      await judgeOf(
        context,
        deviceId,
        page.filter((each) => each.deviceId === deviceId),
      );
  }
}

async function judgeOf(
  context: PlatformContext,
  deviceId: string,
  kept: readonly Unjudged[],
): Promise<void> {
  const { sql, config } = context;
  const { county } = config;
  const device = await findDevice(sql, { county, deviceId });
  if (device === undefined) return;
  const epoch = await readEpoch(sql, county);
  // In its chain's order: one may wait for another.
  const operations = kept
    .map(({ envelope }) => envelope)
    .toSorted((one, other) => one.seq - other.seq);
  await takeInBatch(
    context,
    { device, epoch },
    { batchId: randomUUID(), operations },
  );
}
