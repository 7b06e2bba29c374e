// What the county may take away: the lease, a clerk's access, the whole device's.
import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  deviceRow,
  must,
  nextRound,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';

const DAY_MS = 86_400_000;

async function deviceIdOf(bench: Bench): Promise<string> {
  return (await deviceRow(bench)).id;
}

/** Makes the next contact open a session anew. */
async function contact({ api }: Bench): Promise<void> {
  await api.device.lock();
  await nextRound({ api });
}

async function withLease(): Promise<Bench & { caseId: string }> {
  const bench = await anEnrolledDevice();
  bench.county.session = {
    lease: await bench.county.lease(await deviceIdOf(bench)),
  };
  const { caseId } = must(
    await bench.api.drafts.submit(await aFilledDraft(bench.api)),
  );
  await contact(bench);
  must(await bench.api.device.unlock('clerk-1', PIN));
  // The round that an unlock begins is over before a test moves the clock.
  await nextRound(bench);
  return { ...bench, caseId };
}

/** The county's time is believed before the device's: away from it, its own counts. */
const cutOff = ({ county }: Bench) => {
  county.fault = () => Promise.reject(new TypeError('no network'));
};

const isEnded = async ({ api }: Bench) =>
  (await now(api.device.watchState)).access.leaseEnded;

describe('the lease', () => {
  it('past it stored cases are closed; capture and its receipt go on; contact opens them', async () => {
    const bench = await withLease();
    const { api, county, caseId, passMs } = bench;
    expect(await now(api.cases.watch)).toHaveLength(1);
    cutOff(bench);
    passMs(46 * DAY_MS);
    expect(await isEnded(bench)).toBe(true);
    expect(await now(api.cases.watch)).toEqual([]);
    expect(
      await now((callback) => api.cases.watchOne(caseId, callback)),
    ).toBeNull();
    const [material] = await bench.device.store.db.materials
      .where({ caseId })
      .toArray();
    expect(await api.materials.read(material?.sha256 ?? '')).toMatchObject({
      code: 'leaseEnded',
    });
    expect(await api.drafts.createAnswer(caseId)).toMatchObject({
      code: 'leaseEnded',
    });

    const fresh = must(await api.drafts.submit(await aFilledDraft(api)));
    expect(
      await now((callback) => api.cases.watchOne(fresh.caseId, callback)),
    ).toMatchObject({ number: fresh.number });

    county.fault = undefined;
    county.nowMs += 46 * DAY_MS;
    passMs(-46 * DAY_MS);
    county.session = { lease: await county.lease(await deviceIdOf(bench)) };
    await contact(bench);
    must(await api.device.unlock('clerk-1', PIN));
    expect(await isEnded(bench)).toBe(false);
    expect(await now(api.cases.watch)).toHaveLength(2);
  });

  it('a clock that is set back extends nothing, even over a restart', async () => {
    const bench = await withLease();
    cutOff(bench);
    bench.passMs(46 * DAY_MS);
    expect(await isEnded(bench)).toBe(true);
    bench.passMs(-40 * DAY_MS);
    // The clock that is never set back has carried it on.
    expect(await isEnded(bench)).toBe(true);
    bench.passMs(40 * DAY_MS);
    await bench.api.device.lock();
    must(await bench.api.device.unlock('clerk-1', PIN));
    const later = await startedAnew(bench);
    bench.passMs(-40 * DAY_MS);
    must(await later.api.device.unlock('clerk-1', PIN));
    expect(await isEnded(later)).toBe(true);
  });

  it('a clock that ran ahead at the contact does not end it at once', async () => {
    const bench = await anEnrolledDevice();
    bench.passMs(400 * DAY_MS);
    bench.county.session = {
      lease: await bench.county.lease(await deviceIdOf(bench)),
    };
    await contact(bench);
    must(await bench.api.device.unlock('clerk-1', PIN));
    expect(await isEnded(bench)).toBe(false);
  });

  it.each(['another device’s', 'a forged'])(
    '%s lease shows nothing',
    async (which) => {
      const bench = await anEnrolledDevice();
      const { county } = bench;
      const lease = await county.lease(
        which === 'a forged' ? await deviceIdOf(bench) : crypto.randomUUID(),
      );
      county.session = {
        lease: which === 'a forged' ? `${lease.slice(0, -4)}AAAA` : lease,
      };
      await contact(bench);
      must(await bench.api.device.unlock('clerk-1', PIN));
      expect(await isEnded(bench)).toBe(true);
    },
  );

  it('a county that gives none sets no limit', async () => {
    const bench = await anEnrolledDevice();
    bench.passMs(1000 * DAY_MS);
    expect(await isEnded(bench)).toBe(false);
  });
});

describe('revocation', () => {
  it('erases the keys at contact, says so, and the queue goes on being sent', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    county.judge = ({ envelope }) => ({
      id: envelope.id,
      result: 'held',
      code: 'revoked',
    });
    county.fault = () => Promise.reject(new TypeError('no network'));
    const first = must(await api.drafts.submit(await aFilledDraft(api)));
    county.fault = undefined;
    county.session = { device: 'revoked', scope: ['deliver'] };
    await contact(bench);
    const state = await now(api.device.watchState);
    expect(state).toMatchObject({
      clerk: null,
      clerks: [],
      access: { device: 'revoked' },
    });
    expect(await device.store.db.clerks.count()).toBe(0);
    expect(await api.device.unlock('clerk-1', PIN)).toMatchObject({
      code: 'deviceRevoked',
    });
    const rows = await device.store.db.outbox.toArray();
    expect(
      rows.map(({ caseId, state, code }) => [caseId, state, code]),
    ).toContainEqual([first.caseId, 'settled', 'revoked'] satisfies [
      string,
      OutboxRow['state'],
      string,
    ]);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });

  it('a suspended device keeps its keys, opens nothing, and opens again', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.session = { device: 'suspended', scope: ['deliver'] };
    await contact(bench);
    expect(await api.device.unlock('clerk-1', PIN)).toMatchObject({
      code: 'deviceRevoked',
    });
    county.session = { device: 'active' };
    // The page stays open all the while: nobody need start anything anew.
    await nextRound(bench);
    must(await api.device.unlock('clerk-1', PIN));
  });

  it('a clerk whom the county removed loses his keys; the next one makes a new vault key', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const ticket = await county.ticket({
      clerk: { id: 'clerk-2', name: '向代办员' },
      deviceId: await deviceIdOf(bench),
    });
    must(await api.device.readTicket(ticket));
    must(await api.device.enrol('604913'));
    const draftId = must(await api.drafts.create('V02'));
    const before = (await device.store.db.meta.get('device'))?.value;
    county.session = {
      control: [{ kind: 'clerkRemoved', clerkId: 'clerk-1' }],
    };
    await contact(bench);
    const state = await now(api.device.watchState);
    expect(state.clerks.map(({ id }) => id)).toEqual(['clerk-2']);
    must(await api.device.unlock('clerk-2', '604913'));
    await expect
      .poll(async () => (await device.store.db.meta.get('device'))?.value)
      .not.toEqual(before);
    expect(must(await api.drafts.read(draftId)).matterCode).toBe('V02');
  });

  it('a copied device is told so and goes on delivering', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    must(await api.drafts.submit(await aFilledDraft(api)));
    county.session = { control: [{ kind: 'enrolAgain' }] };
    await contact(bench);
    expect((await now(api.device.watchState)).access.isForked).toBe(true);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
    // The county has looked into it, and takes it back.
    county.session = {};
    await contact(await startedAnew(bench));
    expect((await now(api.device.watchState)).access.isForked).toBe(false);
  });
});
