// @vitest-environment node
import { afterAll, expect, it, vi } from 'vitest';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import type { Profile } from './profile.ts';
import type { World } from './world.ts';

const CONTEXT = './still-context.ts';
const TICKETS = '../../../src/platform/enrolment/issue-ticket.ts';

// Test files share their modules: these stubs are for modules of this one only.
vi.resetModules();
vi.doMock(CONTEXT, () => ({ stillContext: () => ({}) }));
vi.doMock(TICKETS, () => ({
  issueTicket: () => Promise.resolve({ ticket: 'another ticket' }),
}));
const { Oracle } = await import('../oracle/oracle.ts');
const { Scheduler } = await import('../scheduler/scheduler.ts');
const { Clerk } = await import('./clerk.ts');
const { BEGIN } = await import('./places.ts');
afterAll(() => {
  vi.doUnmock(CONTEXT);
  vi.doUnmock(TICKETS);
  vi.resetModules();
});

const NAME = 'device 1 copy';

/** Its screen says that another device had its ticket. */
function turnedAway() {
  const oracle = new Oracle(() => ({ ms: 0, restores: 0 }));
  const read: string[] = [];
  const state = {
    clerk: { id: 'clerk 1', name: 'clerk' },
    access: { device: 'active' },
    enrolmentProblem: 'ticketUsed',
  };
  const api = {
    device: {
      watchState: (hear: (now: typeof state) => void) => {
        hear(state);
        return Promise.resolve(() => undefined);
      },
      readTicket: (ticket: string) => {
        read.push(ticket);
        return Promise.resolve({ ok: true, value: null });
      },
    },
  } as unknown as DeviceApi;
  const window = {
    do: <Value>(_label: string, act: (on: DeviceApi) => Promise<Value>) =>
      act(api),
  };
  const profile = {
    name: NAME,
    station: '422825102206',
    clerk: state.clerk,
    openWindows: [window],
  } as unknown as Profile;
  const scheduler = new Scheduler('order', BEGIN);
  const world = { oracle, scheduler } as unknown as World;
  return { clerk: new Clerk(world, profile), oracle, read };
}

it('is sent another ticket where the county has bound another device by the one he had', async () => {
  const { clerk, read } = turnedAway();
  clerk.doWhatScreensSay();
  await vi.waitUntil(() => clerk.isIdle);
  expect(read).toEqual(['another ticket']);
});

it('leaves the second browser of a ticket turned away, as its fault asks', async () => {
  const { clerk, oracle, read } = turnedAway();
  oracle.turnedAway.set(NAME, { firstId: 'the first' });
  clerk.doWhatScreensSay();
  await vi.waitUntil(() => clerk.isIdle);
  expect(read).toEqual([]);
});
