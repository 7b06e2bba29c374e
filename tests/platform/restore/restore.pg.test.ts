// A fleet of devices goes its rounds while its county is taken back to a backup,
// twice to the same one: everything that was acknowledged comes back.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { adoptOrList } from '../../../src/platform/commands/adopt-witnesses.ts';
import type { FeedPage } from '../../../src/protocol/feed.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { FleetDevice } from '../../support/fleet-device.ts';
import {
  RestorableCounty,
  type BackupKind,
} from '../../support/restorable-county.ts';
import { ACCEPTED, correction, decide, historyOf } from '../intake/a-case.ts';

const STATIONS = ['422825201237', '422825102206'];
const KINDS: BackupKind[] = ['sql', 'base', 'snapshot'];

const join = async (county: RestorableCounty, station: string) => {
  const device = await TestDevice.unenrolled(county.platform, station);
  await device.enrol();
  return new FleetDevice(device);
};

/** Lets every device go rounds by itself until `end`; failed ones are repeated. */
function run(fleet: readonly FleetDevice[]): { end: () => Promise<void> } {
  const line = { isOpen: true };
  const devices = fleet.map(async (each) => {
    while (line.isOpen) {
      // A county that is away, or speaks of another epoch: the next round.
      await each.round().catch(() => undefined);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  });
  return {
    end: async () => {
      line.isOpen = false;
      await Promise.all(devices);
    },
  };
}

async function rest(fleet: readonly FleetDevice[]): Promise<void> {
  for (const each of fleet)
    await expect
      .poll(
        async () => {
          await each.round().catch(() => undefined);
          return each.isAtRest;
        },
        { timeout: 30_000, interval: 20 },
      )
      .toBe(true);
  // What one of them noticed, the others hear in their next round.
  for (const each of fleet) await each.round();
}

/** All that the villages ever did is at the county, once, as they did it. */
async function expectWhole(
  { platform }: RestorableCounty,
  fleet: readonly FleetDevice[],
): Promise<void> {
  const { sql, store } = platform.context;
  const made = fleet.flatMap(({ outbox }) => outbox);
  const rows = await sql<{ id: string; sha256: string; result: string }[]>`
    SELECT operation_id AS id, sha256, result FROM operations`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { envelope } of made)
    expect(byId.get(envelope.id)).toMatchObject({ sha256: envelope.sha256 });
  for (const { acknowledged } of fleet)
    for (const id of acknowledged)
      expect([id, byId.get(id)?.result]).toEqual([id, 'applied']);
  const submits = made.filter(({ envelope }) => envelope.casePrev === null);
  const cases = await sql<{ number: string }[]>`SELECT number FROM cases`;
  expect(cases).toHaveLength(submits.length);
  expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length);
  for (const { sha256 } of fleet.flatMap(({ materials }) => materials)) {
    const [row] = await sql`
      SELECT complete_at IS NOT NULL AS complete FROM materials
      WHERE sha256 = ${sha256}`;
    expect([sha256, row?.['complete']]).toEqual([sha256, true]);
    const bytes = await store.read(sha256);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  const gaps = await sql`
    SELECT audience FROM feed_items GROUP BY audience
    HAVING count(*) <> max(pos) OR min(pos) <> 1`;
  expect(gaps).toEqual([]);
}

describe.each(KINDS)(
  'restored from a backup by %s',
  { timeout: 180_000 },
  (kind) => {
    test('guarantee 13: a running fleet brings everything back, each time', async () => {
      const county = await RestorableCounty.open();
      const [stationA = '', stationB = ''] = STATIONS;
      const fleet = [
        await join(county, stationA),
        await join(county, stationA),
        await join(county, stationB),
      ];
      const [first, second, third] = fleet;
      if (!first || !second || !third) throw new Error('three devices');
      const early = await first.submit(2);
      await third.submit();
      await rest(fleet);
      await decide(county.platform, early.caseId, correction('2099-01-01'));

      let running = run(fleet);
      const backup = await county.backup(kind, async () => {
        await second.submit();
        await expect
          .poll(() => second.isAtRest, { timeout: 20_000 })
          .toBe(true);
      });
      // After the backup: new cases, acts, what the county did, another device.
      await running.end();
      const late = await second.submit(2);
      await first.withdraw(early);
      for (let i = 0; i < 7; i += 1) await third.submit(i % 2);
      const newcomer = await join(county, stationB);
      await newcomer.submit();
      const all = [...fleet, newcomer];
      await rest(all);
      await decide(county.platform, late.caseId, ACCEPTED);
      await rest(all);
      await expectWhole(county, all);
      const numbers = new Set(all.map(({ device }) => device.number));

      for (let restore = 1; restore <= 2; restore += 1) {
        running = run(all);
        await second.submit();
        await county.restore(backup);
        await third.submit();
        await running.end();
        await rest(all);
        await expectWhole(county, all);
      }
      const epochs = all.map(({ epochs: seen }) => [...new Set(seen)]);
      // All of them in one epoch at the end, and it and those before are different.
      expect(new Set(epochs.map((seen) => seen.at(-1))).size).toBe(1);
      expect(epochs[0]?.length).toBeGreaterThanOrEqual(3);

      // What the county itself had done is back by what villages had read.
      const { context } = county.platform;
      await adoptOrList(context, { by: '彭示桂' });
      expect(await historyOf(county.platform, late.caseId)).toContain(
        'accepted',
      );
      expect(await historyOf(county.platform, early.caseId)).toContain(
        'withdrawn',
      );

      // No number that was given before the restore is given again.
      const next = await TestDevice.unenrolled(county.platform, stationB);
      expect(numbers.has(next.number)).toBe(false);

      // A device that reads from the beginning reads the same as the others.
      const [, page] = await Promise.all([
        rest(all),
        third.device.get<FeedPage>(`/api/v1/feed?cursor=station:${stationB}:0`),
      ]);
      expect(page.body.items.map(({ pos }) => pos)).toEqual(
        page.body.items.map((_, index) => index + 1),
      );
    });
  },
);
