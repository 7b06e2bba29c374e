// A county is taken back to a backup after a device enrolled again: the device's own
// code with the platform's.
import { expect, onTestFinished, test } from 'vitest';
import { markForked } from '../../../src/platform/database/queries/devices.ts';
import { RestorableCounty } from '../../support/restorable-county.ts';
import { COUNTY } from '../../support/test-platform.ts';
import { aFilledDraft, deviceRow, must, now, PIN } from '../a-device.ts';
import { aRealDevice, enrols } from '../a-real-device.ts';

const STATION = '422825201237';
const NEW_PIN = '604913';

async function aRestorableVillage() {
  const county = await RestorableCounty.open(onTestFinished);
  const bench = await aRealDevice(county.platform);
  const { api } = bench;
  const ticket = {
    stationCode: STATION,
    clerk: { id: 'demo-clerk', name: '杨示梅' },
    policy: 'pin',
  } as const;
  const enrol = async (secret: string) =>
    await enrols(bench, county.platform, { secret, ticket });
  const goRounds = async () => {
    for (let i = 0; i < 4; i += 1) await api.sync.now();
  };
  await enrol(PIN);
  await goRounds();
  return {
    ...bench,
    county,
    enrol,
    goRounds,
    takeIn: async () => must(await api.drafts.submit(await aFilledDraft(api))),
    /** An act that the county hears of by an operation of its own. */
    exportToStick: async () => {
      const photographs = { photographs: false, partBytes: null };
      const { planId } = must(await api.stick.plan(photographs));
      must(await api.stick.write(planId, 1, () => undefined));
    },
    unsent: async () => (await now(api.outbox.watch)).unsent.operations,
    id: async () => (await deviceRow(bench)).id,
  };
}
type Village = Awaited<ReturnType<typeof aRestorableVillage>>;

/** The county has heard that the device was copied, and tells it. */
async function isCopied({ county, id, goRounds, api }: Village): Promise<void> {
  const deviceId = await id();
  await markForked(county.platform.context.sql, { county: COUNTY, deviceId });
  await api.device.lock();
  await goRounds();
  must(await api.device.unlock('demo-clerk', PIN));
  await goRounds();
}

const operationsOf = async ({ platform }: RestorableCounty) =>
  await platform.context.sql`
    SELECT device_id, seq, schema, sha256, result FROM operations
    ORDER BY device_id, seq`;

const keysInUse = async ({ platform }: RestorableCounty) =>
  await platform.context.sql`
    SELECT device_id FROM author_keys WHERE removed_at IS NULL`;

test.each(['before', 'after'] as const)(
  'guarantee 13: a county restored from a backup that was taken %s it knew of the copy gets back what the device made before it enrolled again and since',
  { timeout: 180_000 },
  async (when) => {
    const village = await aRestorableVillage();
    const { api, county, enrol, goRounds, takeIn, exportToStick, unsent, id } =
      village;
    await takeIn();
    await goRounds();
    let backup = await county.backup('sql');
    const former = await id();
    await isCopied(village);
    if (when === 'after') backup = await county.backup('sql');
    await takeIn();
    await exportToStick();
    await goRounds();
    await enrol(NEW_PIN);
    await goRounds();
    await takeIn();
    await goRounds();
    const had = await operationsOf(county);
    expect(had.map((each) => each['device_id'])).toContain(former);
    expect(await unsent()).toBe(0);

    await county.restore(backup);
    await api.device.lock();
    await goRounds();
    expect(await operationsOf(county)).toEqual(had);
    expect(await unsent()).toBe(0);
    // What the copy signs is still nobody's.
    if (when === 'after')
      expect(await keysInUse(county)).toEqual([{ device_id: await id() }]);
  },
);
