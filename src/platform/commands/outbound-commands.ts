// What an attached system has been told, and telling it again.
import { outboundText } from '../../text/outbound.ts';
import type { PlatformContext } from '../context.ts';
import {
  readDeadEvents,
  readOutboundState,
  rewindCursors,
} from '../database/queries/outbound.ts';
import { replayDead } from '../outbound/replay-dead.ts';
import type { CommandResult } from './command-result.ts';

/** What waits for the outbound system, and what was given up. */
export async function showOutbound({
  sql,
  config,
}: PlatformContext): Promise<CommandResult> {
  const { county, outbound } = config;
  const { waiting, attempts } = await readOutboundState(sql, county);
  const dead = await readDeadEvents(sql, county);
  return {
    ok: true,
    lines: [
      ...(outbound === undefined ? [outboundText.none] : []),
      outboundText.waiting(waiting),
      ...(attempts > 1 ? [outboundText.silent(attempts)] : []),
      ...dead.map(({ caseId, n, status }) =>
        outboundText.dead(caseId, n, status),
      ),
    ],
  };
}

/** `refused`: only what was refused; `from`: everything since then, once more. */
export async function replayOutbound(
  context: PlatformContext,
  { from, refused = false }: { from?: string; refused?: boolean },
): Promise<CommandResult> {
  const { sql, config, clock } = context;
  if (config.outbound === undefined)
    return { ok: false, lines: [outboundText.none] };
  if (refused) {
    const done = await replayDead(context);
    return {
      ok: done?.left === 0,
      lines: [outboundText.replayed(done?.taken ?? 0, done?.left ?? 0)],
    };
  }
  const since = new Date(from ?? Number.NaN);
  if (Number.isNaN(since.getTime()))
    return { ok: false, lines: [outboundText.whichOnes] };
  const wish = { county: config.county, since, now: clock() };
  await rewindCursors(sql, wish);
  const { waiting } = await readOutboundState(sql, config.county);
  return { ok: true, lines: [outboundText.waiting(waiting)] };
}
