import type { OutboxRow } from '../../../src/device/database/tables.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * Every operation of which the screen said that it is saved is, bytes equal, in
 * its device's outbox (the tray is a state of it) or at the county. What lay in a
 * store that was taken away, and nowhere else, nobody can have.
 */
export const nothingIsLost: Invariant = {
  number: 1,
  name: 'nothing saved is lost',
  during: find,
  atEnd: find,
};

function find({ oracle, profiles, county }: World): Violation[] {
  const there = new Map<string, Set<string>>();
  const note = (id: string, sha256: string) => {
    const hashes = there.get(id);
    if (hashes === undefined) there.set(id, new Set([sha256]));
    else hashes.add(sha256);
  };
  for (const { disk } of profiles)
    for (const { id, envelope } of disk.rows<OutboxRow>('outbox'))
      note(id, envelope.sha256);
  for (const { envelope } of county.store.table('envelopes').values())
    note(envelope.id, envelope.sha256);
  const violations = oracle.savedNowhere.map((number): Violation => ({
    invariant: 1,
    counts: 'lost',
    what: `${number} was called saved, and lay nowhere`,
  }));
  for (const saved of oracle.saved.values()) {
    const hashes = there.get(saved.operationId);
    if (hashes?.has(saved.sha256) === true) continue;
    if (hashes === undefined && oracle.goneWithStore.has(saved.operationId))
      continue;
    const { number, kind, operationId, profile } = saved;
    violations.push({
      invariant: 1,
      counts: hashes === undefined ? 'lost' : 'altered',
      what: `${kind} ${operationId} of ${number} on ${profile}`,
    });
  }
  return violations;
}
