// Pages of the feed that came on a stick. They are sealed to the device's clerks:
// shown at once to whoever is unlocked, else kept as they are.
import { generalDecrypt, type GeneralJWE } from 'jose';
import * as v from 'valibot';
import type { StickReply } from '../../protocol/stick-file.ts';
import { fromUtf8 } from '../bytes.ts';
import { getCounty } from '../database/meta.ts';
import type { NoticeRow } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import type { DeviceContext, OpenContext } from '../device-context.ts';
import { applyFeedPage } from '../sync/apply-feed.ts';
import { feedPageFrameSchema, type FeedPageFrame } from '../sync/feed-page.ts';

type Notices = Extract<StickReply, { kind: 'notices' }>;

/** Whether the page was shown; kept otherwise. */
export async function takeNotices(
  context: DeviceContext,
  { replyId, record, epoch, from, next, jwe }: Notices,
): Promise<'shown' | 'kept' | 'none'> {
  const { store, vault } = context;
  const id = `${replyId}/${String(record).padStart(4, '0')}`;
  const row: NoticeRow = { id, epoch, from, next, jwe };
  if (!(await isNext(store, row))) return 'none';
  const { unlocked } = vault;
  if (unlocked === undefined) {
    await write(store, ['notices'], () => store.db.notices.put(row));
    return 'kept';
  }
  await show({ ...context, unlocked }, row);
  return 'shown';
}

/** Shows what was kept while locked, in its order; once somebody has unlocked. */
export async function showKept(context: OpenContext): Promise<void> {
  const { store } = context;
  for (;;) {
    const row = await read(store, (db) => db.notices.orderBy('id').first());
    if (row === undefined) return;
    if (await isNext(store, row)) await show(context, row);
    await write(store, ['notices'], () => store.db.notices.delete(row.id));
  }
}

/** Calls showKept at each unlock. Gives the function that ends it. */
export function followNotices(context: DeviceContext): () => void {
  return context.vault.listen(() => {
    const { unlocked } = context.vault;
    if (unlocked !== undefined)
      // What cannot be shown now is tried at the next unlock.
      void showKept({ ...context, unlocked }).catch(() => undefined);
  });
}

/**
 * Says whether the page goes on where this device stands: one behind it was
 * pulled meanwhile, one beyond it would leave a gap.
 */
async function isNext(
  store: Store,
  { epoch, from, next }: NoticeRow,
): Promise<boolean> {
  const { county, cursors } = await read(store, async (db) => ({
    county: await getCounty(db),
    cursors: await db.cursors.toArray(),
  }));
  if (county.epoch !== null && county.epoch !== epoch) return false;
  const at = (audience: string) =>
    cursors.find((cursor) => cursor.audience === audience)?.pos ?? 0;
  return (
    from.every(({ audience, pos }) => pos <= at(audience)) &&
    next.some(({ audience, pos }) => pos > at(audience))
  );
}

async function show(context: OpenContext, row: NoticeRow): Promise<void> {
  const page = await open(context, row.jwe);
  if (page !== undefined) await applyFeedPage(context, page);
}

/** undefined: sealed to other clerks. */
async function open(
  { unlocked }: OpenContext,
  jwe: Record<string, unknown>,
): Promise<FeedPageFrame | undefined> {
  try {
    const { plaintext } = await generalDecrypt(
      jwe as unknown as GeneralJWE,
      unlocked.wrap.key,
    );
    const json: unknown = JSON.parse(fromUtf8(new Uint8Array(plaintext)));
    const page = v.safeParse(feedPageFrameSchema, json);
    return page.success ? page.output : undefined;
  } catch {
    return undefined;
  }
}
