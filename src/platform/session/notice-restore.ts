// What a device brings back of what the county told it proves what has happened
// here, even when a restore has lost it: a valid proof without its row is one.
import type { SessionAnswer, SessionRequest } from '../../protocol/session.ts';
import type { PlatformContext } from '../context.ts';
import type { DeviceRow } from '../database/queries/devices.ts';
import { readEpochNames } from '../database/queries/epochs.ts';
import { findFeedItem, readFeedHead } from '../database/queries/feed.ts';
import { readChainAt } from '../database/queries/operations.ts';
import { isMacOf, isOwnFeedMac, makeFeedMac } from '../feed/feed-mac.ts';
import { isOwnAck } from './acknowledge.ts';
import { beginEpoch, readLife, rememberEpoch, type Life } from './epoch.ts';

type Have = Pick<SessionRequest['have'], 'epoch' | 'ack' | 'cursors'>;
type Cursor = Have['cursors'][number] & { mac: string };
type Proven = NonNullable<SessionAnswer['proven']>;

/** `proven`: absent unless the device comes from another epoch. */
export type Standing = Life & { proven?: Proven };

/**
 * The epoch to go on in. A proof of the present one counts as a restore when the
 * platform does not have what it proves, and so does any proof of an epoch that
 * is not known here. Each can do so once: the epoch it was made in has passed.
 */
export async function noticeRestore(
  context: PlatformContext,
  p: { device: DeviceRow; audiences: readonly string[]; have: Have },
): Promise<Standing> {
  const { sql, config } = context;
  const { county } = config;
  const { have } = p;
  const before = await readLife(sql, county);
  const known = await readEpochNames(sql, county);
  if (!known.includes(before.epoch)) await rememberEpoch(context);
  if (have.epoch === null) return before;

  const { epoch: claimed } = have;
  const cursors = have.cursors.filter(
    (cursor): cursor is Cursor =>
      cursor.mac !== null &&
      p.audiences.includes(cursor.audience) &&
      isOwnFeedMac(
        context.keys,
        { epoch: claimed, audience: cursor.audience, pos: cursor.pos },
        cursor.mac,
      ),
  );
  const { deviceId } = p.device;
  const { ack } = have;
  const isAck =
    ack !== null && isOwnAck(context.keys, { epoch: claimed, deviceId, ack });
  const { there, isLacking } = await whatIsThere(context, cursors);
  const isForeign = claimed !== before.epoch && !known.includes(claimed);
  const isLost = isForeign
    ? isAck || cursors.length > 0
    : claimed === before.epoch &&
      (isLacking || (isAck && !(await hasConfirmed(context, deviceId, ack))));
  if (isLost)
    await beginEpoch(context, {
      seen: before.epoch,
      foreign: isForeign ? claimed : null,
    });
  const now = isLost ? await readLife(sql, county) : before;
  return now.epoch === claimed
    ? now
    : { ...now, proven: prove(context, now.epoch, there) };
}

/** Of an acknowledgement that is genuine: whether its operation is here. */
async function hasConfirmed(
  { sql, config }: PlatformContext,
  deviceId: string,
  { seq, head }: NonNullable<Have['ack']>,
): Promise<boolean> {
  if (seq === 0 || head === null) return true;
  const { county } = config;
  return (await readChainAt(sql, { county, deviceId, seq })).includes(head);
}

type Placed = { audience: string; pos: number; body: unknown };

/**
 * Of cursors that are genuine, those whose event still stands where it stood: it has
 * its moment, so that nothing before it is other than it was. What is asked or told
 * again in another life says the same words, and may stand behind other events.
 * `isLacking`: one's item is not there, and nobody has let go of it.
 */
async function whatIsThere(
  { sql, config }: PlatformContext,
  cursors: readonly Cursor[],
): Promise<{ there: Placed[]; isLacking: boolean }> {
  const { county } = config;
  const there: Placed[] = [];
  let isLacking = false;
  for (const { audience, pos, mac } of cursors) {
    const row = await findFeedItem(sql, { county, audience, pos });
    if (row !== undefined && !isMacOf(mac, row.body)) isLacking = true;
    else if (row !== undefined) {
      if (row.kind === 'event') there.push({ audience, pos, body: row.body });
    } else {
      const { keptAfter } = await readFeedHead(sql, { county, audience });
      isLacking ||= pos > keptAfter;
    }
  }
  return { there, isLacking };
}

/** The greatest of each audience, with the cursor's MAC in the new epoch. */
function prove(
  { keys }: PlatformContext,
  epoch: string,
  there: readonly Placed[],
): Proven {
  const greatest = new Map<string, Placed>();
  for (const each of there) {
    const { audience, pos } = each;
    if ((greatest.get(audience)?.pos ?? 0) < pos) greatest.set(audience, each);
  }
  return [...greatest.values()].map(({ audience, pos, body }) => ({
    audience,
    pos,
    mac: makeFeedMac(keys, { epoch, audience, pos }, body),
  }));
}
