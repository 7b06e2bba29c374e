import { findMeta, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import { without, type Range } from './ranges.ts';

/**
 * Entries of the chain that this device has lost: neither the entry nor its
 * operation lies here any more. An entry whose operation is here is written anew,
 * and so is the head. In the usual case three counts.
 */
export async function mendChain(store: Store): Promise<Range[]> {
  const { db } = store;
  const seen = await read(store, async () => ({
    head: await findMeta(db, 'chain'),
    top: await topOf(db),
    entries: await db.chain.where('seq').above(0).count(),
  }));
  const made = Math.max(seen.head?.seq ?? 0, seen.top.seq);
  const isWhole = seen.entries === made && (seen.head?.seq ?? 0) === made;
  if (isWhole) return [];
  if (!db.isTooNew) await mend(store);
  const places = await read(store, () =>
    db.chain.where('seq').above(0).primaryKeys(),
  );
  return made === 0 ? [] : without([1, made], places);
}

async function mend(store: Store): Promise<void> {
  const { db } = store;
  await write(store, ['meta', 'outbox', 'chain'], async () => {
    const places = new Set(await db.chain.where('seq').above(0).primaryKeys());
    const seqs = (await db.outbox.where('seq').above(0).keys()) as number[];
    const lost = seqs.filter((seq) => !places.has(seq));
    for (const row of await db.outbox.where('seq').anyOf(lost).toArray())
      await db.chain.put({
        seq: row.seq,
        id: row.id,
        sha256: row.envelope.sha256,
      });
    const top = await topOf(db);
    const head = await findMeta(db, 'chain');
    if (top.seq > (head?.seq ?? 0)) await putMeta(db, 'chain', top);
  });
}

/** The last place of which anything is left. */
async function topOf(
  db: DeviceDatabase,
): Promise<{ seq: number; head: string | null }> {
  const entry = await db.chain.where('seq').above(0).last();
  const row = await db.outbox.where('seq').above(0).last();
  if (row !== undefined && row.seq > (entry?.seq ?? 0))
    return { seq: row.seq, head: row.envelope.sha256 };
  return { seq: entry?.seq ?? 0, head: entry?.sha256 ?? null };
}
