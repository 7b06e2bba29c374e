import type { SessionRequest } from '../../protocol/session.ts';
import { hasIndex } from '../database/has-index.ts';
import { read } from '../database/write.ts';
import type { DeliveryParts } from './round-context.ts';

type Cursor = SessionRequest['have']['cursors'][number];

/**
 * Positions before the last one, each with the MAC of an event pulled there in
 * the same epoch: one, two, four … back, so that at most as much again is read
 * twice as was lost.
 */
export async function earlierCursors(
  { store }: DeliveryParts,
  have: Pick<SessionRequest['have'], 'epoch' | 'cursors'>,
): Promise<Cursor[]> {
  return read(store, async (db) => {
    const earlier: Cursor[] = [];
    if (!hasIndex(db, 'events', '[audience+pos]')) return earlier;
    for (const { audience, pos } of have.cursors) {
      let before = pos;
      for (let back = 1; back < pos; back *= 2) {
        const row = await db.events
          .where('[audience+pos]')
          .between(
            [audience, 0],
            [audience, Math.min(pos - back, before - 1)],
            true,
            true,
          )
          .and(({ epoch, via }) => epoch === have.epoch && via === 'event')
          .last();
        if (row?.pos === undefined) break;
        before = row.pos;
        earlier.push({ audience, pos: row.pos, mac: row.mac });
      }
    }
    return earlier;
  });
}
