// 诊断: what a technician asks for, in counts, codes, versions and times. It is
// read from what lies in plain text beside the sealed rows and is never anything
// personal; nothing sealed is opened for it, and no row goes into it whole.
import { findMeta, getCounty, hasBallast } from '../database/meta.ts';
import { operationsIn } from '../database/pending.ts';
import type { MetaRows } from '../database/meta-rows.ts';
import type { DeviceDatabase, MaterialRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { Diagnostics } from '../device-api.ts';
import { nowIso, type DeviceContext } from '../device-context.ts';
import { kindOf } from '../outbox/needs-attention.ts';
import { countUnsent } from '../storage/count-unsent.ts';
import { findTicket } from '../vault/enrolled.ts';

/** Rows of the tray that are named one by one, by ids that are random. */
const TOLD = 50;

const MATERIAL_STATES = [
  'draft',
  'removed',
  'pending',
  'sent',
  'damaged',
] as const satisfies MaterialRow['state'][];

/** Rows of `meta` that are counts, codes and times from end to end. */
const PLAIN = [
  'access',
  'letGo',
  'lost',
  'persistence',
  'photoPolicy',
  'retired',
  'retry',
  'selfCheck',
  'spent',
  'unreadable',
] as const satisfies (keyof MetaRows)[];

export async function diagnose(context: DeviceContext): Promise<Diagnostics> {
  const { store, vault, storage } = context;
  const ticket = await findTicket(store);
  // Anew: the guard's own sum may be too high between two counts.
  const unsent = await countUnsent(store);
  return read(store, async (db) => ({
    madeAt: nowIso(context),
    isLocked: vault.unlocked === undefined,
    station: ticket && {
      code: ticket.station.code,
      deviceNumber: ticket.deviceNumber,
      policy: ticket.policy,
    },
    device: (await findMeta(db, 'device'))?.id,
    enrolment: await enrolment(db),
    county: await county(db),
    chain: (await findMeta(db, 'chain'))?.seq ?? 0,
    meta: await db.meta.where('name').anyOf(PLAIN).toArray(),
    store: {
      version: db.verno,
      isTooNew: db.isTooNew,
      hasBallast: await hasBallast(db),
      rows: await rows(db),
    },
    outbox: await outbox(db),
    materials: await materials(db),
    storage: { state: storage.state, unsent },
  }));
}

async function enrolment(db: DeviceDatabase): Promise<unknown> {
  const row = await findMeta(db, 'enrolment');
  return row === undefined ? null : { state: row.state, code: row.code };
}

/** Without nonce and proofs, which are for the county alone. */
async function county(db: DeviceDatabase): Promise<unknown> {
  const { nonce: _nonce, ack, ...said } = await getCounty(db);
  return { ...said, acknowledged: ack?.seq ?? null };
}

/** How many there are of each kind that this version of the store has. */
async function rows(db: DeviceDatabase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of db.tables) counts[each.name] = await each.count();
  return counts;
}

async function outbox(db: DeviceDatabase): Promise<unknown> {
  const oldest = await operationsIn(db, 'pending').first();
  const tray = await operationsIn(db, 'attention').limit(TOLD).toArray();
  return {
    pending: await operationsIn(db, 'pending').count(),
    attention: await operationsIn(db, 'attention').count(),
    held: await db.outbox.where({ state: 'settled', result: 'held' }).count(),
    oldestMadeAt: oldest?.madeAt ?? null,
    tray: tray.map((row) => ({
      id: row.id,
      seq: row.seq,
      kind: kindOf(row),
      code: row.code,
      paths: row.paths,
      laterCount: row.laterCount,
    })),
  };
}

async function materials(db: DeviceDatabase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const state of MATERIAL_STATES)
    counts[state] = await db.materials
      .where('[state+since]')
      .between([state, ''], [state, '\uffff'])
      .count();
  return counts;
}
