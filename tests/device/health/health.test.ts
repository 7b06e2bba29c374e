import { describe, expect, it } from 'vitest';
import { aSmallDisk } from '../../support/small-disk.ts';
import { fromBase64url } from '../../../src/device/bytes.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  now,
} from '../a-device.ts';

describe('the self-check', () => {
  it('tries what a case needs, leaves nothing in the queue, and is remembered', async () => {
    const { api, device } = await anEnrolledDevice();
    const before = await device.store.db.meta.toCollection().primaryKeys();
    const checked = must(await api.health.check({ canPrint: true }));
    expect(checked.failed).toEqual([]);
    expect(await now(api.health.watch)).toEqual({
      selfCheck: checked,
      isRecoverable: true,
    });
    expect(await device.store.db.outbox.count()).toBe(0);
    expect(await device.store.db.meta.toCollection().primaryKeys()).toEqual(
      [...before, 'selfCheck'].toSorted(),
    );
  });

  it('names what does not work: no room, no picture, no printer', async () => {
    const disk = aSmallDisk();
    const { api } = await anEnrolledDevice({
      indexedDB: disk.factory,
      ballastBytes: 100,
      shrink: () =>
        Promise.resolve({ ok: false, code: 'photographUnreadable' as const }),
    });
    disk.quota = disk.used();
    expect(must(await api.health.check({ canPrint: false })).failed).toEqual([
      'store',
      'photograph',
      'print',
    ]);
  });

  it('names the signature when no key of the county is here', async () => {
    const { api, device } = await anEnrolledDevice();
    await device.store.db.keys.delete('county');
    expect(must(await api.health.check({ canPrint: true })).failed).toEqual([
      'sign',
    ]);
  });

  it('wants an unlocked clerk', async () => {
    const { api } = await anEnrolledDevice();
    await api.device.lock();
    expect(await api.health.check({ canPrint: true })).toEqual({
      ok: false,
      code: 'locked',
    });
  });
});

describe('what a technician is given', () => {
  const CANARIES = ['金丝雀甲', '000000194001050025', '0718-0000001'];

  it('counts and codes, locked or not, and not one personal value', async () => {
    const { api, county, device } = await anEnrolledDevice();
    county.fault = () => Promise.reject(new TypeError('no network'));
    const draftId = await aFilledDraft(api, {
      name: '金丝雀甲',
      photographs: 2,
    });
    const { number } = must(await api.drafts.submit(draftId));
    await aFilledDraft(api, { name: '金丝雀甲' });
    const clerks = (await now(api.device.watchState)).clerks;
    const open = must(await api.health.diagnose());
    await api.device.lock();
    const locked = must(await api.health.diagnose());
    expect(locked).toMatchObject({ isLocked: true });
    expect(open).toMatchObject({
      isLocked: false,
      chain: 1,
      outbox: { pending: 1, attention: 0 },
      materials: { pending: 3, draft: 2 },
      store: { rows: { cases: 1, drafts: 1 }, hasBallast: true },
      storage: { unsent: { materials: 5 } },
    });
    for (const told of [JSON.stringify(open), JSON.stringify(locked)]) {
      for (const canary of [
        ...CANARIES,
        number,
        ...clerks.map(({ name }) => name),
      ])
        expect(told).not.toContain(canary);
      // Nor any key, seal or proof: whatever is long and looks like bytes.
      for (const [long] of told.matchAll(/[A-Za-z0-9_-]{44,}/g))
        expect.fail(`${fromBase64url(long).length} bytes: ${long}`);
    }
    expect(device.store.db.isOpen()).toBe(true);
  });

  it('names what the tray holds by id, kind and code', async () => {
    const { api, county } = await anEnrolledDevice();
    must(await api.drafts.submit(await aFilledDraft(api)));
    county.judge = ({ envelope }) => ({
      id: envelope.id,
      result: 'refused',
      code: 'invalid',
    });
    await nextRound({ api });
    expect(must(await api.health.diagnose())).toMatchObject({
      outbox: { attention: 1, tray: [{ kind: 'submit', code: 'invalid' }] },
    });
  });
});

it('the clock is compared with the county at each session', async () => {
  const { api, passMs } = await anEnrolledDevice();
  expect((await now(api.sync.watch)).clockAheadMs).toBe(0);
  passMs(11 * 60_000);
  // A session is opened anew for the unlocked clerk.
  await api.device.lock();
  await api.sync.now();
  expect((await now(api.sync.watch)).clockAheadMs).toBe(11 * 60_000);
});
