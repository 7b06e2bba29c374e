// A ticket that a device was enrolled with is used again in another browser, which
// takes in cases before it hears that the county has bound it to the first.
import type {
  MetaRow,
  MetaRows,
} from '../../../src/device/database/meta-rows.ts';
import type { Fault } from '../plan/plan.ts';
import { Clerk } from '../world/clerk.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';
import { carryStick } from './stick.ts';

type TicketTwice = Extract<Fault, { kind: 'ticketTwice' }>;

/** The acts of the second are numbered from here. */
const FIRST_ACT = 100_000;
/** A clerk of it needs so long to begin. */
const SET_UP_MS = 5_000;
const STICK_MS = 20_000;

export function useTicketTwice(
  world: World,
  clerks: Clerk[],
  { of, fault }: { of: Profile; fault: TicketTwice },
): void {
  const { scheduler, profiles, oracle } = world;
  const { id, submits, everyMs, offlineMs, isCarried } = fault;
  const rows = new Map(
    of.disk.rows<MetaRow>('meta').map(({ name, value }) => [name, value]),
  );
  const ticket = rows.get('ticket') as MetaRows['ticket'] | undefined;
  const device = rows.get('device') as MetaRows['device'] | undefined;
  // Of a browser that was enrolled anew a restored county may have lost the new
  // ticket: then nobody can tell who was the first.
  if (ticket === undefined || device === undefined) return;
  if (oracle.evicted.has(of.name)) return;
  const { station, clerk: person, hasLocks } = of;
  const name = `${of.name} second`;
  if (oracle.turnedAway.has(name)) return;
  oracle.turnedAway.set(name, { firstId: device.id });
  const second = world.join({
    name,
    station,
    clerk: person,
    hasLocks,
    windows: 1,
  });
  const clerk = new Clerk(world, second);
  clerks.push(clerk);
  clerk.enrolBy(ticket.jws, () => {
    const outage = () => ({ kind: 'offline' as const, part: 0 });
    second.link.outage = outage;
    scheduler.after(scheduler.world, 'link is back', offlineMs, () => {
      second.link.outage = undefined;
    });
  });
  for (let i = 1; i <= submits; i += 1)
    scheduler.after(
      scheduler.world,
      'act of a second',
      SET_UP_MS + i * everyMs,
      () =>
        clerk.do({
          id: FIRST_ACT * id + i,
          atMs: 0,
          by: 'clerk',
          profile: profiles.indexOf(second),
          act: 'submit',
          pictures: i % 2,
        }),
    );
  if (isCarried)
    scheduler.after(scheduler.world, 'stick', courseOf(fault), () =>
      carryStick(world, second, {
        id,
        on: 'time',
        atMs: 0,
        kind: 'stick',
        profile: profiles.indexOf(second),
        how: 'whole',
        part: 1,
        withPictures: true,
        wayMs: STICK_MS,
        apartMs: 0,
      }),
    );
}

/** True time from its beginning to its end, but for the way of a stick. */
export function courseOf({ submits, everyMs, offlineMs }: TicketTwice): number {
  return SET_UP_MS + Math.max(submits * everyMs, offlineMs) + STICK_MS;
}
