// When photographs wait though there is a link: the clerk has chosen that they
// wait for a good one, or the day's data of a metered link is used up. Text is
// never held back.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { findMeta, findMetas, putMeta } from '../database/meta.ts';
import { read, write, type Store } from '../database/write.ts';
import type { PhotographsPolicy, PhotographsView } from '../device-api.ts';
import { nowIso } from '../device-context.ts';
import type { DeliveryContext, DeliveryParts } from './round-context.ts';

const MB = 1024 * 1024;
/** A link that carries less is no good one (as the strip has it), bytes a ms. */
const GOOD = 20;
/** A thin link is tried again after this: it may be another one by now. */
const THIN_MS = 10 * 60_000;

const NO_POLICY: PhotographsPolicy = {
  photographs: 'always',
  dailyMegabytes: null,
};

type Context = DeliveryParts & Pick<DeliveryContext, 'memory'>;

/**
 * What holds photographs back now. `next`: bytes of the one that would go, `underWay`:
 * of those that go already. A day's first one always fits.
 */
export async function viewPhotographs(
  context: Context,
  { next = 0, underWay = 0 } = {},
): Promise<PhotographsView> {
  const { store, ports, memory } = context;
  const isMetered = ports.isMetered?.() ?? false;
  const { photoPolicy: policy = NO_POLICY, spent } = await read(store, (db) =>
    findMetas(db, ['photoPolicy', 'spent']),
  );
  const day = chinaDate(nowIso(context));
  const spentToday = spent?.day === day ? spent.bytes : 0;
  const { dailyMegabytes } = policy;
  const gone = spentToday + underWay;
  const isOver =
    isMetered &&
    dailyMegabytes !== null &&
    gone > 0 &&
    gone + next > dailyMegabytes * MB;
  let waitingFor: PhotographsView['waitingFor'] = null;
  if (!memory.arePhotographsAsked) {
    if (policy.photographs === 'goodLink' && (isMetered || isThin(context)))
      waitingFor = 'goodLink';
    else if (isOver) waitingFor = 'budget';
  }
  return { ...policy, spentToday, isMetered, waitingFor };
}

function isThin({ memory, ports }: Context): boolean {
  const nowMs = ports.clock.monotonicMs();
  const carried = memory.pace.bytesIn(1);
  if (carried === 0 || carried >= GOOD) return false;
  memory.thinSinceMs ??= nowMs;
  if (nowMs - memory.thinSinceMs < THIN_MS) return true;
  memory.thinSinceMs = null;
  memory.pace.lost();
  return false;
}

/** Counts what went up, by the day in China. */
export async function spend(
  context: DeliveryParts,
  bytes: number,
): Promise<void> {
  const { store, ports } = context;
  if (ports.isMetered?.() !== true) return;
  const day = chinaDate(nowIso(context));
  await write(store, ['meta'], async () => {
    const before = await findMeta(store.db, 'spent');
    const sofar = before?.day === day ? before.bytes : 0;
    await putMeta(store.db, 'spent', { day, bytes: sofar + bytes });
  });
}

/** @throws RangeError when the bound is none. */
export async function keepPolicy(
  store: Store,
  { photographs, dailyMegabytes }: PhotographsPolicy,
): Promise<void> {
  if (dailyMegabytes !== null && !(dailyMegabytes >= 1))
    throw new RangeError('a day of no photographs at all');
  await write(store, ['meta'], () =>
    putMeta(store.db, 'photoPolicy', { photographs, dailyMegabytes }),
  );
}
