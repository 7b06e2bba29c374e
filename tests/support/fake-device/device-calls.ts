import type {
  DeviceCalls,
  StationView,
} from '../../../src/device/device-api.ts';
import type { Outcome } from '../../../src/protocol/error-code.ts';
import type { FakeDevice } from '../fake-device.ts';
import { readyState } from './first-views.ts';
import { CARD, PIN } from './secrets.ts';

export const deviceCalls = (fake: FakeDevice): DeviceCalls => ({
  watchState: fake.state.watch,
  tryAgain: () => {
    if (!fake.opens)
      return Promise.resolve({ ok: false, code: 'storageFailed' });
    fake.state.set(readyState);
    return Promise.resolve({ ok: true, value: null });
  },
  readTicket: (text) => Promise.resolve(readTicket(fake, text)),
  fetchTicket: (code) => Promise.resolve(readTicket(fake, code)),
  vouch: () => Promise.resolve(readTicket(fake, '')),
  dropTicket: () => {
    fake.state.set({ ...fake.state.value, newClerk: null });
    return Promise.resolve();
  },
  makeCard: () => Promise.resolve(CARD),
  changeSecret: (old, chosen) => {
    fake.secrets.push(old, chosen);
    return Promise.resolve(
      old.secret === PIN
        ? { ok: true, value: null }
        : { ok: false, code: 'wrongSecret', details: { left: 4 } },
    );
  },
  removeClerk: (clerkId) => {
    const { clerks } = fake.state.value;
    fake.state.set({
      ...fake.state.value,
      clerks: clerks.filter(({ id }) => id !== clerkId),
    });
    return Promise.resolve({ ok: true, value: null });
  },
  enrol: (secret, factor) => {
    fake.secrets.push({ secret, ...(factor && { factor }) });
    if (/^(\d)\1+$/.test(secret))
      return Promise.resolve({ ok: false, code: 'secretTooWeak' });
    fake.state.set(readyState);
    return Promise.resolve({ ok: true, value: null });
  },
  unlock: (clerkId, secret, factor) => {
    fake.secrets.push({ secret, ...(factor && { factor }) });
    const clerk = fake.state.value.clerks.find(({ id }) => id === clerkId);
    if (secret !== PIN || clerk === undefined)
      return Promise.resolve({
        ok: false,
        code: 'wrongSecret',
        details: { left: 4 },
      });
    fake.state.set({ ...fake.state.value, clerk });
    return Promise.resolve({ ok: true, value: null });
  },
  handOver: (clerkId, secret) => fake.api.device.unlock(clerkId, secret),
  lock: () => {
    fake.state.set({ ...fake.state.value, clerk: null });
    return Promise.resolve();
  },
});

function readTicket(fake: FakeDevice, text: string): Outcome<StationView> {
  if (text === '00000000') return { ok: false, code: 'ticketUsed' };
  const { station } = readyState;
  if (station === null) throw new Error('the fake has a station');
  fake.state.set({
    ...fake.state.value,
    stage: 'ticketRead',
    station,
    policy: fake.policy,
  });
  return { ok: true, value: station };
}
