// A fleet of devices goes its rounds while its county is taken back to a backup,
// twice to the same one: everything that was acknowledged comes back.
import { describe, expect, onTestFinished, test } from 'vitest';
import { adoptOrList } from '../../../src/platform/commands/adopt-witnesses.ts';
import type { FeedPage } from '../../../src/protocol/feed.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { FleetDevice } from '../../support/fleet-device.ts';
import { expectWhole, rest, run } from '../../support/fleet.ts';
import {
  RestorableCounty,
  type BackupKind,
} from '../../support/restorable-county.ts';
import { ACCEPTED, correction, decide, historyOf } from '../intake/a-case.ts';

const STATIONS = ['422825201237', '422825102206'];
const KINDS: BackupKind[] = ['sql', 'command', 'snapshot'];

const join = async (county: RestorableCounty, station: string) => {
  const device = await TestDevice.unenrolled(county.platform, station);
  await device.enrol();
  return new FleetDevice(device);
};

describe.each(KINDS)(
  'restored from a backup by %s',
  { timeout: 180_000 },
  (kind) => {
    test('guarantee 13: a running fleet brings everything back, each time', async () => {
      const county = await RestorableCounty.open(onTestFinished);
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
      await expectWhole(county.platform.context, all);
      const numbers = new Set(all.map(({ device }) => device.number));

      for (let restore = 1; restore <= 2; restore += 1) {
        running = run(all);
        await second.submit();
        await county.restore(backup);
        await third.submit();
        await running.end();
        await rest(all);
        await expectWhole(county.platform.context, all);
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
