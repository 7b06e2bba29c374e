import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../src/protocol/enrolment.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  deviceRow,
  aDevice,
  must,
  nextRound,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';

const OTHER_PIN = '604913';
const SECOND = { id: 'clerk-2', name: '向代办员' };

async function deviceIdOf(bench: Bench): Promise<string> {
  return (await deviceRow(bench)).id;
}

async function furtherTicket(
  bench: Bench,
  changes: Partial<Ticket> = {},
): Promise<string> {
  return bench.county.ticket({
    clerk: SECOND,
    deviceId: await deviceIdOf(bench),
    ...changes,
  });
}

async function aHeadsDevice(): Promise<Bench> {
  const bench = await aDevice();
  must(
    await bench.api.device.readTicket(
      await bench.county.ticket({ role: 'head' }),
    ),
  );
  must(await bench.api.device.enrol(PIN));
  await nextRound(bench);
  return bench;
}

describe('a second clerk', () => {
  it('chooses his own secret, reads the station’s cases, and signs with his own key', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const first = must(await api.drafts.submit(await aFilledDraft(api)));
    must(await api.device.readTicket(await furtherTicket(bench)));
    expect((await now(api.device.watchState)).newClerk).toEqual({
      ...SECOND,
      policy: 'pin',
    });
    must(await api.device.enrol(OTHER_PIN));
    const state = await now(api.device.watchState);
    expect(state.clerk?.id).toBe('clerk-1');
    expect(state.clerks.map(({ name }) => name)).toEqual([
      '田代办员',
      '向代办员',
    ]);

    const later = await startedAnew(bench);
    must(await later.api.device.unlock('clerk-2', OTHER_PIN));
    expect(
      (await now(later.api.cases.watch)).map(({ caseId }) => caseId),
    ).toEqual([first.caseId]);
    const second = must(
      await later.api.drafts.submit(await aFilledDraft(later.api)),
    );
    await nextRound(later);
    // Enrolled before his work came, in the same round.
    expect(county.enrolments).toHaveLength(2);
    expect(
      [...county.operations.values()].map(({ envelope }) => envelope.caseId),
    ).toContain(second.caseId);
    const [one, two] = county.enrolments;
    expect(two?.deliveryKey).toEqual(one?.deliveryKey);
    expect(two?.authorKey).not.toEqual(one?.authorKey);
    expect((await now(later.api.device.watchState)).clerks[1]).toMatchObject({
      bound: true,
      problem: null,
    });
    // The first one's secret is his alone.
    await later.api.device.lock();
    expect(await later.api.device.unlock('clerk-2', PIN)).toMatchObject({
      code: 'wrongSecret',
    });
    must(await later.api.device.unlock('clerk-1', PIN));
  });

  it('his request is repeated until the county has heard it, and a no is his alone', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    must(await api.device.readTicket(await furtherTicket(bench)));
    must(await api.device.enrol(OTHER_PIN));
    county.fault = (request) =>
      request.url.endsWith('/enrolments')
        ? Promise.reject(new TypeError('cut'))
        : Promise.resolve(undefined);
    await nextRound({ api });
    expect(county.enrolments).toHaveLength(1);
    county.fault = undefined;
    await nextRound({ api });
    expect(county.enrolments).toHaveLength(2);
    await nextRound({ api });
    expect(county.enrolments).toHaveLength(2);
  });

  it('a ticket for another device, or for none, adds nobody', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    for (const ticket of [
      await county.ticket({ clerk: SECOND }),
      await furtherTicket(bench, { deviceId: crypto.randomUUID() }),
    ])
      expect(await api.device.readTicket(ticket)).toMatchObject({
        code: 'ticketInvalid',
      });
  });
});

describe('vouching', () => {
  it('a head vouches; the clerk works at once and the county hears of him', async () => {
    const bench = await aHeadsDevice();
    const { api, county } = bench;
    must(await api.device.vouch('彭代办员'));
    must(await api.device.enrol(OTHER_PIN));
    const added = (await now(api.device.watchState)).clerks[1];
    expect(added).toMatchObject({ name: '彭代办员', role: 'clerk' });
    await api.device.lock();
    must(await api.device.unlock(added?.id ?? '', OTHER_PIN));
    must(await api.drafts.submit(await aFilledDraft(api)));
    await nextRound({ api });
    expect(county.enrolments).toHaveLength(2);
    expect(county.operations.size).toBeGreaterThan(0);
    // He is no head, however he came.
    expect(await api.device.vouch('别人')).toMatchObject({ code: 'forbidden' });
  });

  it('only a head may, and only while a clerk is unlocked', async () => {
    const { api } = await anEnrolledDevice();
    expect(await api.device.vouch('彭代办员')).toMatchObject({
      code: 'forbidden',
    });
    await api.device.lock();
    expect(await api.device.vouch('彭代办员')).toMatchObject({
      code: 'locked',
    });
  });
});

describe('removing a clerk', () => {
  it('his keys leave, a new vault key is made without the others, who read on', async () => {
    const bench = await aHeadsDevice();
    const { api, county, device } = bench;
    const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
    const draftId = must(await api.drafts.create('V02'));
    for (const id of ['clerk-2', 'clerk-3']) {
      must(
        await api.device.readTicket(
          await furtherTicket(bench, { clerk: { id, name: id } }),
        ),
      );
      must(await api.device.enrol(OTHER_PIN));
    }
    const before = (await device.store.db.meta.get('device'))?.value;
    must(await api.device.removeClerk('clerk-2'));
    expect((await device.store.db.meta.get('device'))?.value).not.toEqual(
      before,
    );
    expect(await device.store.db.clerks.get('clerk-2')).toBeUndefined();

    const later = await startedAnew(bench);
    expect(await later.api.device.unlock('clerk-2', OTHER_PIN)).toMatchObject({
      code: 'notEnrolled',
    });
    must(await later.api.device.unlock('clerk-3', OTHER_PIN));
    expect((await now(later.api.cases.watch))[0]?.caseId).toBe(caseId);
    expect(must(await later.api.drafts.read(draftId)).matterCode).toBe('V02');
    await nextRound(later);
    // The county has a copy of the new key, and knows whose work ended when.
    expect(county.escrows.map(({ vaultId }) => vaultId)).toEqual([
      (await deviceRow(later)).vaultId,
    ]);
  });

  it('not by another clerk, and never the last one', async () => {
    const bench = await anEnrolledDevice();
    const { api } = bench;
    expect(await api.device.removeClerk('clerk-1')).toMatchObject({
      code: 'lastClerk',
    });
    must(await api.device.readTicket(await furtherTicket(bench)));
    must(await api.device.enrol(OTHER_PIN));
    expect(await api.device.removeClerk('clerk-2')).toMatchObject({
      code: 'forbidden',
    });
    must(await api.device.removeClerk('clerk-1'));
    expect((await now(api.device.watchState)).clerk).toBeNull();
    must(await api.device.unlock('clerk-2', OTHER_PIN));
  });
});

describe('a handover between two clerks', () => {
  it('gives over by the taker’s own secret; drafts go along, what is sealed goes out under the giver’s name, and both are written down', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    must(await api.device.readTicket(await furtherTicket(bench)));
    must(await api.device.enrol(OTHER_PIN));
    must(await api.device.unlock('clerk-1', PIN));
    await nextRound(bench);
    must(await api.drafts.submit(await aFilledDraft(api)));
    const draft = await aFilledDraft(api);

    const wrong = await api.device.handOver(SECOND.id, PIN);
    expect(wrong).toMatchObject({ ok: false, code: 'wrongSecret' });
    expect((await now(api.device.watchState)).clerk?.id).toBe('clerk-1');
    must(await api.device.handOver(SECOND.id, OTHER_PIN));
    expect((await now(api.device.watchState)).clerk?.id).toBe(SECOND.id);
    must(await api.drafts.submit(draft));
    await nextRound(bench);
    const made = [...county.operations.values()];
    const submits = made.filter(({ operation }) => operation.kind === 'submit');
    expect(submits).toHaveLength(2);
    const acts = made.flatMap(({ operation }) =>
      operation.kind === 'journal' ? operation.acts.map(({ act }) => act) : [],
    );
    expect(acts).toContain('handedOver');
  });
});
