import type {
  MetaRow,
  MetaRows,
} from '../../../src/device/database/meta-rows.ts';
import type {
  CursorRow,
  MaterialRow,
  OutboxRow,
} from '../../../src/device/database/tables.ts';
import type { Disk } from '../world/disk.ts';
import { COUNTY } from '../world/places.ts';
import type { World } from '../world/world.ts';

type Enrolment = MetaRows['enrolment'];
type Heard = MetaRows['county'];
const BEGINNING = '1970-01-01T00:00:00.000Z';

/**
 * Nothing is to come, and nothing is being written. Rows are seen as they are being
 * written: a session's nonce may be there, and what went back to pending with it not
 * yet. A long transaction outlasts the calm.
 */
export function isAtRest(world: World): boolean {
  return (
    world.profiles.every(({ disk }) => disk.isStill) &&
    unsettled(world).length === 0
  );
}

/** What is still to come, in words; empty: everything has come to rest. */
export function unsettled({ plan, profiles, county, oracle }: World): string[] {
  const left: string[] = [];
  if (county.isBeingMended) left.push('county: what was held runs again');
  for (const { disk, name, station } of profiles) {
    const meta = new Map(
      disk.rows<MetaRow>('meta').map((row) => [row.name, row.value]),
    );
    const enrolment = meta.get('enrolment') as Partial<Enrolment> | undefined;
    if (oracle.turnedAway.has(name)) {
      if (enrolment?.code !== 'ticketUsed')
        left.push(`${name}: has not heard that its ticket is used`);
      continue;
    }
    if (enrolment?.state !== 'bound') left.push(`${name}: not bound`);
    const heard = (meta.get('county') ?? {}) as Partial<Heard>;
    const { lastHeardAt, nonce } = heard;
    if (Date.parse(lastHeardAt ?? BEGINNING) < county.restoredAtMs)
      left.push(`${name}: has not heard the restored county`);
    // A stick on its way can tell neither of them of a restore that says nothing of
    // itself: what the device has read since shows it, and that goes with a session.
    // By what it has kept of one: the answer, which tells what was lost, may still be
    // on its way when the county has opened it.
    const sessionAtMs = oracle.lineOf(name).sessionsAtMs.get(nonce ?? '') ?? 0;
    if (sessionAtMs < county.restoredAtMs)
      left.push(`${name}: has had no session with the restored county`);
    for (const { id, state } of disk.rows<OutboxRow>('outbox'))
      if (state === 'pending') left.push(`${name}: operation ${id}`);
    // Text first: these wait for a person.
    const waiting = new Set(inTray(disk).map(({ caseId }) => caseId));
    const materials = disk.rows<MaterialRow>('materials');
    for (const { sha256, state, caseId } of materials)
      if (state === 'pending' && !waiting.has(caseId))
        left.push(`${name}: material ${sha256.slice(0, 8)}`);
    // What a restore took away is asked for with the next session.
    for (const { sha256, state } of materials)
      if (state === 'sent' && isLacking(county, sha256))
        left.push(`${name}: ${sha256.slice(0, 8)} is called sent`);
    // Under one copy's place the other's stands, until the next session tells them apart.
    if (profiles.length - oracle.turnedAway.size > plan.profiles.length)
      for (const row of disk.rows<OutboxRow>('outbox'))
        if (isToComeBack(county, row))
          left.push(`${name}: ${row.id} is to come back`);
    const audience = `station:${station}`;
    const head = county.store.table('feedHeads').get(`${COUNTY} ${audience}`);
    const cursor = disk
      .rows<CursorRow>('cursors')
      .find((row) => row.audience === audience);
    if ((cursor?.pos ?? 0) !== (head?.pos ?? 0))
      left.push(`${name}: feed at ${cursor?.pos ?? 0} of ${head?.pos ?? 0}`);
  }
  return left;
}

function isLacking({ store }: World['county'], sha256: string): boolean {
  const row = store.table('materials').get(`${COUNTY} ${sha256}`);
  return (
    row !== undefined && row.completeAt === null && row.wrappedKey !== null
  );
}

function isToComeBack(
  { store, restores }: World['county'],
  { id, state, result }: OutboxRow,
): boolean {
  if (state === 'pending' || store.table('operations').has(`${COUNTY} ${id}`))
    return false;
  if (result !== 'refused') return true;
  // Of what it never read a county has a copy, which a restore takes away as well.
  const copies = [...store.table('unreadable').values()];
  return restores > 0 && copies.every((copy) => copy.id !== id);
}

/** What the county refused and no person has settled. */
export function inTray(disk: Disk): OutboxRow[] {
  return disk
    .rows<OutboxRow>('outbox')
    .filter(({ state }) => state === 'attention');
}
