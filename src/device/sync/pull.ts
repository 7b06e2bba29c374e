import { unreachable } from '../../domain/unreachable.ts';
import { writeCursor } from '../../protocol/feed.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isFull } from '../database/storage-error.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { applyFeedPage } from './apply-feed.ts';
import { decideAnswer } from './decide-answer.ts';
import type { FeedPageFrame, FeedPlace } from './feed-page.ts';
import { ask } from './request.ts';
import { givesWay, type RoundContext, type StepEnd } from './round-context.ts';
import type { Session } from './session.ts';

/** Tiny pages: a cut then costs little, and a phone's memory stays small. */
const PAGE_BYTES = LIMITS.feedPageBytes / 4;

/** Pulls the feed of the session's audiences; only while unlocked. */
export async function pull(
  context: RoundContext,
  session: Session,
): Promise<StepEnd> {
  let progressed = false;
  for (;;) {
    const unlocked = context.vault.unlocked;
    if (unlocked === undefined || session.audiences.length === 0)
      return { end: 'done', progressed, more: false };
    if (givesWay(context)) return { end: 'done', progressed, more: true };
    const after = await readPlaces(context, session);
    const heard = await ask(context.ports, {
      method: 'GET',
      path: `/api/v1/feed?cursor=${writeCursor(after)}&maxBytes=${PAGE_BYTES}`,
      token: session.token,
    });
    const decision = decideAnswer({ kind: 'feed', after }, heard);
    switch (decision.act) {
      case 'take':
        context.progress.contact(nowIso(context));
        switch (await apply({ ...context, unlocked }, decision.value)) {
          case 'noRoom':
            return { end: 'done', progressed, more: false };
          case 'ofAnotherLife':
            return { end: 'newSession', progressed };
          case 'applied':
        }
        progressed ||= decision.value.items.length > 0;
        if (decision.value.epoch !== session.epoch)
          return { end: 'newSession', progressed };
        if (!decision.value.more || decision.value.items.length === 0)
          return { end: 'done', progressed, more: false };
        break;
      case 'newSession':
      case 'epochChanged':
        return { end: 'newSession', progressed };
      case 'revoked':
        return { end: 'revoked', progressed };
      case 'cursorExpired':
        return (await startAgain(context, session))
          ? { end: 'done', progressed, more: true }
          : { end: 'later', progressed, why: 'server', retryAfterS: null };
      case 'later':
        return {
          end: 'later',
          progressed,
          why: decision.why,
          retryAfterS: decision.retryAfterS,
        };
      case 'halve':
      case 'bisect':
      case 'tray':
      case 'no':
        return { end: 'later', progressed, why: 'server', retryAfterS: null };
      default:
        return unreachable(decision);
    }
  }
}

/**
 * `noRoom`: it comes again; photographs that leave first make the room, so the
 * round goes on. `ofAnotherLife`: a session says in which one to go on.
 */
async function apply(
  context: RoundContext & OpenContext,
  page: FeedPageFrame,
): Promise<'applied' | 'noRoom' | 'ofAnotherLife'> {
  try {
    const isOfThisLife = await applyFeedPage(context, page);
    return isOfThisLife ? 'applied' : 'ofAnotherLife';
  } catch (error) {
    if (!isFull(error)) throw error;
    context.storage.refused();
    return 'noRoom';
  }
}

async function readPlaces(
  { store }: RoundContext,
  { audiences }: Session,
): Promise<FeedPlace[]> {
  const rows = await read(store, (db) => db.cursors.toArray());
  const positions = new Map(rows.map(({ audience, pos }) => [audience, pos]));
  return audiences.map((audience) => ({
    audience,
    pos: positions.get(audience) ?? 0,
  }));
}

/**
 * Too old a cursor: from the beginning, as snapshots; events come twice. False:
 * that is where it was asked from already.
 */
async function startAgain(
  { store }: RoundContext,
  { audiences }: Session,
): Promise<boolean> {
  return write(store, ['cursors'], async () => {
    const rows = await store.db.cursors.bulkGet([...audiences]);
    if (rows.every((row) => (row?.pos ?? 0) === 0)) return false;
    await store.db.cursors.bulkPut(
      audiences.map((audience) => ({ audience, pos: 0, mac: null })),
    );
    return true;
  });
}
