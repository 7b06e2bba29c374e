import type {
  CursorRow,
  MaterialRow,
  MetaRow,
  OutboxRow,
} from '../../../src/device/database/tables.ts';
import { COUNTY } from '../world/places.ts';
import type { World } from '../world/world.ts';

/** What is still to come, in words; empty: everything has come to rest. */
export function unsettled({ profiles, county }: World): string[] {
  const left: string[] = [];
  for (const { disk, name, station } of profiles) {
    const enrolment = disk
      .rows<MetaRow>('meta')
      .find((row) => row.name === 'enrolment')?.value;
    if ((enrolment as { state?: string } | undefined)?.state !== 'bound')
      left.push(`${name}: not bound`);
    for (const { id, state } of disk.rows<OutboxRow>('outbox'))
      if (state === 'pending') left.push(`${name}: operation ${id}`);
    for (const { sha256, state } of disk.rows<MaterialRow>('materials'))
      if (state === 'pending')
        left.push(`${name}: material ${sha256.slice(0, 8)}`);
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
