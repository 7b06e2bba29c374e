// Which steps a row of the outbox or a material may take. Every commit on a disk is
// compared with the one before it.
import type {
  MaterialRow,
  OutboxRow,
} from '../../../src/device/database/tables.ts';
import type { Violation } from '../invariants/invariant.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';
import type { Oracle } from './oracle.ts';

type Found = (violation: Violation) => void;

/** Watches all disks of a run. */
export function legalTransitions(world: World, found: Found): void {
  const operations = new Map<Profile, Map<string, OutboxRow>>();
  const materials = new Map<Profile, Map<string, MaterialRow>>();
  const broken = ({ name }: Profile, what: string) =>
    found({ invariant: 15, counts: 'broken', what: `${what} on ${name}` });
  world.onCopy.push((copy, of) => {
    operations.set(copy, operations.get(of) ?? new Map());
    materials.set(copy, materials.get(of) ?? new Map());
  });
  world.onEvicted.push((profile) => {
    operations.delete(profile);
    materials.delete(profile);
  });
  world.onDisk.push((profile, stores) => {
    const { disk } = profile;
    if (stores.has('outbox')) {
      const now = byKey(disk.rows<OutboxRow>('outbox'), ({ id }) => id);
      const before = operations.get(profile);
      operations.set(profile, now);
      for (const row of now.values())
        if (row.state === 'pending' && isBehindRefused(row, now))
          broken(profile, `operation ${row.id} waits behind a refused one`);
      for (const id of keysOf(before, now)) {
        const step = { from: before?.get(id), to: now.get(id) };
        const why = wrongStep(world, { ...step, rows: now });
        if (why !== undefined) broken(profile, `operation ${id} ${why}`);
      }
    }
    if (stores.has('materials')) {
      const rows = disk.rows<MaterialRow>('materials');
      const now = byKey(rows, ({ sha256 }) => sha256);
      const before = materials.get(profile);
      materials.set(profile, now);
      for (const sha256 of keysOf(before, now)) {
        const from = before?.get(sha256)?.state ?? 'none';
        const to = now.get(sha256)?.state ?? 'none';
        if (from !== to && !MATERIAL_STEPS.has(`${from} ${to}`))
          broken(profile, `material ${sha256.slice(0, 8)} ${from} → ${to}`);
      }
    }
  });
}

const MATERIAL_STEPS = new Set([
  'none draft',
  'draft pending',
  'draft removed',
  'draft none',
  'draft damaged',
  'removed draft',
  'removed none',
  'pending sent',
  'pending damaged',
  'pending removed',
  'sent pending',
  // With the text of its case, after its bytes (cases/retire-cases.ts).
  'sent none',
  'damaged removed',
  'damaged none',
]);

function byKey<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keysOf(
  before: ReadonlyMap<string, unknown> | undefined,
  now: ReadonlyMap<string, unknown>,
): Set<string> {
  return new Set([...(before?.keys() ?? []), ...now.keys()]);
}

type Step = {
  from: OutboxRow | undefined;
  to: OutboxRow | undefined;
  /** All that stand there now. */
  rows: ReadonlyMap<string, OutboxRow>;
};

/** undefined: it may. */
function wrongStep(world: World, step: Step): string | undefined {
  const { from, to } = step;
  if (from === to) return undefined;
  if (from === undefined)
    return to?.state === 'pending' ? undefined : 'begins as something else';
  if (to === undefined)
    return mayLeave(from) ? undefined : `is taken away while ${from.state}`;
  if (from.envelope.sha256 !== to.envelope.sha256) return 'is another one';
  if (from.state === to.state && from.result === to.result)
    return from.settledAt === to.settledAt ? undefined : 'is settled twice';
  switch (`${from.state} ${to.state}`) {
    case 'pending settled':
      return hasSaid(world.oracle, to)
        ? undefined
        : `is settled as ${to.result}, which nobody said`;
    case 'pending attention':
      return isRefused(world.oracle, to, step.rows)
        ? undefined
        : `is in the tray for ${to.code}, which nobody said`;
    case 'settled settled':
      // Of what has left the tray the county tells what it had decided.
      return from.result === 'held' ||
        (from.result === 'refused' && hasSaid(world.oracle, to))
        ? undefined
        : 'is settled anew';
    case 'settled attention':
      return from.result === 'held' ? undefined : 'is refused after its effect';
    case 'settled pending':
      return to.askedAgainIn !== undefined && from.result !== 'refused'
        ? undefined
        : 'goes again, and nobody asked for it';
    case 'attention settled':
      return to.replacedBy !== undefined ||
        to.removed !== undefined ||
        hasSaid(world.oracle, to)
        ? undefined
        : 'has left the tray by itself';
    case 'attention pending':
      return isCleared(to, step.rows)
        ? undefined
        : 'waits again behind a refused one';
    default:
      return `${from.state} → ${to.state}`;
  }
}

/** What took effect, or what a person settled and the county was told of. */
function mayLeave({ state, result, isCopyOwed }: OutboxRow): boolean {
  return (
    state === 'settled' &&
    (result === 'applied' || (result === 'refused' && isCopyOwed !== true))
  );
}

function isBehindRefused(
  { envelope }: OutboxRow,
  rows: ReadonlyMap<string, OutboxRow>,
): boolean {
  return rows.get(envelope.casePrev ?? '')?.state === 'attention';
}

/**
 * It was in the tray for the ones before it, which the county had all the same. One
 * that was made while the submit lay there names none.
 */
function isCleared(
  { seq, caseId, envelope }: OutboxRow,
  rows: ReadonlyMap<string, OutboxRow>,
): boolean {
  const { casePrev } = envelope;
  const before = [...rows.values()].filter((row) =>
    casePrev === null
      ? row.caseId === caseId && row.seq < seq
      : row.id === casePrev,
  );
  return (
    before.length > 0 &&
    before.every(
      ({ state, result }) => state !== 'attention' && result !== 'refused',
    )
  );
}

/** The county's word for it has left, or a stick has brought it. */
function hasSaid({ said }: Oracle, { id, result }: OutboxRow): boolean {
  const words = said.get(id);
  return result === 'applied'
    ? words?.has('applied') === true || words?.has('duplicate') === true
    : result !== null && words?.has(result) === true;
}

/** By the county, or by a proxy while it was sent alone; or the one before it is. */
function isRefused(
  oracle: Oracle,
  { id, envelope }: OutboxRow,
  rows: ReadonlyMap<string, OutboxRow>,
): boolean {
  const former = rows.get(envelope.casePrev ?? '');
  return (
    oracle.badAlone.has(id) ||
    oracle.said.get(id)?.has('refused') === true ||
    former?.state === 'attention' ||
    former?.result === 'refused'
  );
}
