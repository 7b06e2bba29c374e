// storage.*: the room on the device.
import { findMeta, hasBallast, putMeta } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import type { DeviceApi } from '../device-api.ts';
import { nowIso } from '../device-context.ts';
import { attempt, done } from '../outcome.ts';
import { letGoNow, readReleasable } from '../storage/let-go.ts';
import { LIMIT_BYTES } from '../storage/storage-guard.ts';
import { makeWatch } from '../watch.ts';
import type { CallContext } from './call-context.ts';

export function storageCalls(context: CallContext): DeviceApi['storage'] {
  const { store, storage } = context;
  return {
    watch: makeWatch(
      {
        store,
        stores: ['meta'],
        others: [(listener) => storage.listen(listener)],
      },
      async () => {
        const { kept, hasTextRoom } = await read(store, async (db) => ({
          kept: await findMeta(db, 'persistence'),
          hasTextRoom: await hasBallast(db),
        }));
        const { state, unsent, photographsLeft } = storage;
        return {
          state,
          unsent,
          limitBytes: LIMIT_BYTES,
          photographsLeft,
          hasTextRoom,
          persistence: kept?.answer ?? null,
        };
      },
    ),
    releasable: () => attempt(async () => done(await readReleasable(context))),
    release: () =>
      attempt(async () => {
        const gone = await letGoNow(context);
        if (gone.materials > 0) storage.released();
        await storage.look();
        return done(gone);
      }),
    notePersistence: (answer) =>
      attempt(async () => {
        const kept = await read(store, (db) => findMeta(db, 'persistence'));
        if (kept?.answer === answer) return done(null);
        const at = nowIso(context);
        await write(store, ['meta'], () =>
          putMeta(store.db, 'persistence', { answer, at }),
        );
        return done(null);
      }),
  };
}
