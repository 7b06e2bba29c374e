// Lets go of what the retention allows, and of nothing else. Every byte that
// leaves was settled by the county, then known to be in a finished backup, then
// kept 7 days more (safety-proof.ts); pressure makes nothing of it shorter.
import { getCounty, findMeta, putMeta } from '../database/meta.ts';
import type { StoreAge } from '../database/store-age.ts';
import { read, write, type Store } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import {
  countReleasable,
  releaseMaterials,
  type Released,
} from '../materials/release-materials.ts';
import { releaseEnvelopes } from '../outbox/release-envelopes.ts';
import type { DevicePorts } from '../ports.ts';
import type { CountyWord } from './safety-proof.ts';

/** All rows are looked at: so often is enough for what takes a week. */
const EVERY_MS = 3_600_000;
/** Of one round. What is more goes with the next one, or at a person's wish. */
const A_ROUND = 200;

type Context = {
  store: Store;
  ports: Pick<DevicePorts, 'clock'>;
  age: Pick<StoreAge, 'isTooNew'>;
};

/** After a round: looks if the county's word may have moved something. */
export async function letGoAfterRound(context: Context): Promise<Released> {
  const word = await readWord(context);
  if (word === undefined || context.age.isTooNew) return NOTHING;
  const before = await read(context.store, (db) => findMeta(db, 'letGo'));
  const isDue =
    before === undefined ||
    before.epoch !== word.epoch ||
    Math.abs(word.heardAt - before.at) >= (before.isWaiting ? 1 : EVERY_MS);
  return isDue ? letGo(context, word, A_ROUND) : NOTHING;
}

/** By the button: all that may go, now. */
export async function letGoNow(context: Context): Promise<Released> {
  const word = await readWord(context);
  if (word === undefined || context.age.isTooNew) return NOTHING;
  return letGo(context, word, Infinity);
}

/** What the button would let go of. */
export async function readReleasable(context: Context): Promise<Released> {
  const word = await readWord(context);
  return word === undefined ? NOTHING : countReleasable(context.store, word);
}

const NOTHING: Released = { materials: 0, bytes: 0 };

async function letGo(
  context: Context,
  word: CountyWord,
  most: number,
): Promise<Released> {
  const { store } = context;
  const at = nowIso(context);
  const gone = await releaseMaterials(store, word, { most, at });
  const envelopes = await releaseEnvelopes(store, word, at);
  const isWaiting =
    gone.isWaiting || envelopes.isWaiting || gone.materials >= most;
  await write(store, ['meta'], () =>
    putMeta(store.db, 'letGo', {
      epoch: word.epoch,
      at: word.heardAt,
      isWaiting,
    }),
  );
  return { materials: gone.materials, bytes: gone.bytes };
}

/** undefined before the county has said all three. */
async function readWord({ store }: Context): Promise<CountyWord | undefined> {
  const { epoch, lastHeardAt, safeThrough } = await read(store, getCounty);
  if (epoch === null || lastHeardAt === null || safeThrough === null)
    return undefined;
  return {
    epoch,
    heardAt: Date.parse(lastHeardAt),
    safeThrough: Date.parse(safeThrough),
  };
}
