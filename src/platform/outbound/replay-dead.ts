import type { PlatformContext } from '../context.ts';
import {
  addDeadEvent,
  endDeadEvent,
  readDeadEvents,
} from '../database/queries/outbound.ts';
import { findEvent } from '../database/queries/events.ts';
import { describeEvent } from './describe-event.ts';
import { postEvent } from './post-event.ts';

/**
 * Tells once more what was refused. `left`: refused again, or nobody answered; null:
 * no system is attached.
 */
export async function replayDead(
  context: PlatformContext,
): Promise<{ taken: number; left: number } | null> {
  const { sql, config, clock } = context;
  const { county, outbound } = config;
  if (outbound === undefined) return null;
  const stop = new AbortController().signal;
  const all = await readDeadEvents(sql, county);
  let taken = 0;
  for (const { caseId, n } of all) {
    const event = await findEvent(sql, { county, caseId, n });
    const made = event && (await describeEvent(context, event));
    const now = clock();
    const posted =
      made && (await postEvent(outbound, made, { keyId: county, now, stop }));
    if (posted === undefined || posted.is === 'taken') {
      await endDeadEvent(sql, { county, caseId, n });
      taken += 1;
    } else if (posted.is === 'refused') {
      const { status } = posted;
      await addDeadEvent(sql, { county, caseId, n, status, at: now });
    } else break;
  }
  return { taken, left: all.length - taken };
}
