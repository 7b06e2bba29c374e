// What a window shows of its store before anybody unlocks it, and the way out that it
// offers: 再试 where the store does not open, a new enrolment where it is gone.
import type {
  DeviceState,
  OutboxView,
} from '../../../src/device/device-api.ts';
import type { MetaRow } from '../../../src/device/database/meta-rows.ts';
import { lostBy, markOf } from '../../../src/counter/mark-of-station.ts';
import type { Outcome } from '../../../src/protocol/error-code.ts';
import { issueTicket } from '../../../src/platform/enrolment/issue-ticket.ts';
import type { Lane } from '../scheduler/scheduler.ts';
import type { Profile } from './profile.ts';
import { stillContext } from './still-context.ts';
import { PIN, type Window } from './window.ts';
import type { World } from './world.ts';

/** So long a clerk waits before 再试. */
const AGAIN_MS = 7_000;
/** And before the county sends him another ticket. */
const TICKET_MS = 30_000;

/** Only where a plan has such a fault: in other runs nobody asks. */
export function hasStoreFaults({ plan }: World): boolean {
  return plan.faults.some(
    ({ kind }) => kind === 'openFails' || kind === 'evicted',
  );
}

/** Ends when the device is ready to be unlocked; never when its window dies. */
export async function passFirstPage(
  world: World,
  profile: Profile,
  window: Window,
): Promise<void> {
  const { lane } = window;
  if (lane === undefined) return;
  await keepMark(profile, window, lane);
  for (;;) {
    const wasUnopenable = profile.disk.isUnopenable;
    const state = await shownOf(window);
    judge(world, profile, { state, wasUnopenable });
    if (state.stage === 'broken') await tryAgain(world, window, lane);
    else if (state.stage === 'ready') return;
    else await enrolAgain(world, { profile, window, lane, state });
  }
}

/** A store that does not open is called broken, and never an empty one. */
function judge(
  { oracle }: World,
  { name, disk }: Profile,
  given: { state: DeviceState; wasUnopenable: boolean },
): void {
  const { state, wasUnopenable } = given;
  const isFailing = wasUnopenable && disk.isUnopenable;
  const isEnrolled = disk
    .rows<MetaRow>('meta')
    .some((row) => row.name === 'device');
  if (isFailing && state.stage !== 'broken')
    oracle.unsaid.add(`${name} does not open, and is called ${state.stage}`);
  if (isEnrolled && state.stage === 'empty')
    oracle.unsaid.add(`${name} is enrolled, and is called empty`);
}

async function shownOf(window: Window): Promise<DeviceState> {
  const seen: DeviceState[] = [];
  const stop = await window.do('first page', (api) =>
    api.device.watchState((state) => seen.push(state)),
  );
  stop();
  const state = seen.at(-1);
  if (state === undefined) throw new Error('the first page stays empty');
  return state;
}

async function tryAgain(
  { scheduler, oracle }: World,
  window: Window,
  lane: Lane,
): Promise<void> {
  oracle.fault('saidBroken');
  await scheduler.sleep(lane, 'try again', AGAIN_MS);
  await window.do('try again', (api) => api.device.tryAgain());
}

async function enrolAgain(
  world: World,
  given: { profile: Profile; window: Window; lane: Lane; state: DeviceState },
): Promise<void> {
  const { oracle, scheduler } = world;
  const { profile, window, lane, state } = given;
  if (state.stage === 'empty') {
    noteSaid(world, profile, state);
    const read = await readNewTicket(world, profile, window);
    if (!read.ok) return scheduler.sleep(lane, 'ticket again', TICKET_MS);
  }
  const made = await window.do('enrol', (api) => api.device.enrol(PIN));
  if (made.ok) oracle.fault('enrolledAgain');
  else await scheduler.sleep(lane, 'enrol again', AGAIN_MS);
}

/** After a no a clerk looks at the clock, which may be years off, and at the link. */
export async function readNewTicket(
  world: World,
  profile: Profile,
  window: Window,
): Promise<Outcome<unknown>> {
  const { station, clerk } = profile;
  const { ticket } = await issueTicket(stillContext(world), {
    stationCode: station,
    clerk,
    policy: 'pin',
  });
  const read = await window.do('ticket', (api) =>
    api.device.readTicket(ticket),
  );
  if (!read.ok && read.code === 'ticketExpired') {
    profile.clockOffsetMs = 0;
    profile.frozenAtMs = null;
  }
  return read;
}

function noteSaid(
  { oracle }: World,
  { name, mark }: Profile,
  state: DeviceState,
): void {
  const last = oracle.evictions.findLast(({ profile }) => profile === name);
  if (last !== undefined) last.said ??= lostBy(state, mark) ?? 'nothing';
}

const kept = new WeakSet<Lane>();

/** As the counter keeps it while it is open (src/counter/station-mark.ts). */
async function keepMark(
  profile: Profile,
  window: Window,
  lane: Lane,
): Promise<void> {
  if (kept.has(lane)) return;
  kept.add(lane);
  const shown: { state?: DeviceState; outbox?: OutboxView } = {};
  const keep = () => {
    const now = markOf(shown.state, shown.outbox, new Date(profile.wallMs()));
    if (now !== undefined && !lane.isDead) profile.mark = now;
  };
  await window.do('mark', async (api) => {
    await api.device.watchState((state) => {
      shown.state = state;
      keep();
    });
    await api.outbox.watch((outbox) => {
      shown.outbox = outbox;
      keep();
    });
  });
}
