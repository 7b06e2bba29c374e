import { describe, expect, it } from 'vitest';
import { aDevice, anEnrolledDevice, must, now, PIN } from './a-device.ts';
import { FakeCounty } from './fake-county.ts';
import { aCase } from './sync/some-cases.ts';

describe('enrolment', () => {
  it('the first load brings the catalogue before any enrolment', async () => {
    const { api } = await aDevice();
    const state = await now(api.device.watchState);
    expect(state.stage).toBe('empty');
    expect(state.catalogue).toEqual({
      version: 'test-1',
      isDraft: true,
      demo: true,
    });
    expect(await api.catalogue.matters()).toHaveLength(32);
  });

  it('a ticket makes a device that is ready at once and bound at first contact', async () => {
    const { api, county } = await aDevice();
    county.fault = () => Promise.reject(new TypeError('no network'));
    must(await api.device.readTicket(await county.ticket()));
    expect((await now(api.device.watchState)).stage).toBe('ticketRead');
    must(await api.device.enrol(PIN));
    const offline = await now(api.device.watchState);
    expect(offline).toMatchObject({
      stage: 'ready',
      bound: false,
      clerk: { id: 'clerk-1' },
    });

    county.fault = undefined;
    await api.sync.now();
    expect((await now(api.device.watchState)).bound).toBe(true);
    expect(county.enrolments).toHaveLength(1);
  });

  it('a ticket of another county is refused', async () => {
    const { api } = await aDevice();
    const other = await FakeCounty.open();
    expect(await api.device.readTicket(await other.ticket())).toMatchObject({
      ok: false,
      code: 'ticketInvalid',
    });
  });

  it('an expired ticket is refused and says so', async () => {
    const { api, county } = await aDevice();
    const jws = await county.ticket({ exp: county.nowMs / 1000 - 1 });
    expect(await api.device.readTicket(jws)).toMatchObject({
      ok: false,
      code: 'ticketExpired',
    });
  });

  it('a ticket that another device used is a problem that the screen shows', async () => {
    const { api, county } = await aDevice();
    must(await api.device.readTicket(await county.ticket()));
    const { api: otherApi, county: other } = await anEnrolledDevice();
    expect((await now(otherApi.device.watchState)).bound).toBe(true);
    county.enrolments.push(...other.enrolments);
    must(await api.device.enrol(PIN));
    await api.sync.now();
    expect(await now(api.device.watchState)).toMatchObject({
      bound: false,
      enrolmentProblem: 'ticketUsed',
      stage: 'ready',
    });
  });

  it('what a device took in that was turned away goes to the county when a new ticket binds it', async () => {
    const bench = await aDevice();
    const { api, county } = bench;
    must(await api.device.readTicket(await county.ticket()));
    const { county: other } = await anEnrolledDevice();
    county.enrolments.push(...other.enrolments);
    must(await api.device.enrol(PIN));
    await aCase(bench, 0);
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
    // A ticket of another clerk has not his keys.
    const clerk = { id: 'clerk-2', name: '向代办员' };
    expect(
      await api.device.readTicket(await county.ticket({ clerk })),
    ).toMatchObject({ ok: false, code: 'ticketInvalid' });
    county.enrolments.length = 0;
    must(await api.device.readTicket(await county.ticket({ deviceNumber: 3 })));
    await api.sync.now();
    expect(await now(api.device.watchState)).toMatchObject({
      bound: true,
      enrolmentProblem: null,
      newClerk: null,
      station: { deviceNumber: 3 },
    });
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });

  it.each([
    '123456',
    '987654',
    '111111',
    '121212',
    '123123',
    '12345',
    'abcdef',
  ])('the PIN %s is too weak', async (pin) => {
    const { api, county } = await aDevice();
    must(await api.device.readTicket(await county.ticket()));
    expect(await api.device.enrol(pin)).toMatchObject({
      ok: false,
      code: 'secretTooWeak',
    });
  });
});

describe('unlock', () => {
  it('five wrong secrets wait a minute and wipe nothing', async () => {
    const { api, passMs } = await anEnrolledDevice();
    await api.device.lock();
    for (const left of [4, 3, 2, 1])
      expect(await api.device.unlock('clerk-1', '000001')).toEqual({
        ok: false,
        code: 'wrongSecret',
        details: { left },
      });
    const waiting = { ok: false, code: 'waitBeforeRetry' };
    expect(await api.device.unlock('clerk-1', '000001')).toMatchObject(waiting);
    expect(await api.device.unlock('clerk-1', PIN)).toMatchObject(waiting);
    passMs(60_000);
    must(await api.device.unlock('clerk-1', PIN));
  });

  it('a lock drops the keys: drafts are closed until the next unlock', async () => {
    const { api } = await anEnrolledDevice();
    const draftId = must(await api.drafts.create('V02'));
    await api.device.lock();
    expect(await api.drafts.read(draftId)).toMatchObject({ code: 'locked' });
    expect(await now(api.drafts.watch)).toEqual([]);
    must(await api.device.unlock('clerk-1', PIN));
    expect(must(await api.drafts.read(draftId)).matterCode).toBe('V02');
  });
});
