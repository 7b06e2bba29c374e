// Tells an open console that something has happened to its cases; what it is the
// console asks. So a wake-up says nothing of anybody.
import type { PlatformContext } from '../context.ts';
import { readFeedMark } from '../database/queries/feed-marks.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';

/** Seen within a second with the question that follows. */
const LOOK_MS = 600;
/** Then the console connects anew, and shows again that its session lives. */
const LASTS_MS = 55_000;
/** Proxies close what says nothing. */
const QUIET_MS = 15_000;

/** Server-sent events: `changed`, and comments while nothing has. */
export function streamArrivals(
  context: Pick<PlatformContext, 'sql' | 'config'>,
  principal: Principal,
): ReadableStream<Uint8Array> {
  const { sql, config } = context;
  const { townships } = readReach(findReach(principal, 'readCase'));
  // What is dispatched to a department or goes to a window comes from anywhere.
  const where = {
    county: config.county,
    townships: townships.length > 0 ? townships : null,
  };
  const encoder = new TextEncoder();
  let isOver = false;
  // Between a question and its answer.
  const hasLeft = () => isOver;
  const run = async (
    controller: ReadableStreamDefaultController<Uint8Array>,
  ): Promise<void> => {
    const say = (text: string) => controller.enqueue(encoder.encode(text));
    const end = performance.now() + LASTS_MS;
    let saidAt = performance.now();
    let mark = await readFeedMark(sql, where);
    // Whoever hears this misses nothing that happens from here on.
    if (!isOver) say('retry: 1000\n\n');
    while (!hasLeft() && performance.now() < end) {
      const now = await readFeedMark(sql, where);
      if (hasLeft()) return;
      const hasChanged = now !== mark;
      const isQuiet = performance.now() - saidAt > QUIET_MS;
      mark = now;
      if (hasChanged || isQuiet) {
        say(hasChanged ? 'event: changed\ndata:\n\n' : ':\n\n');
        saidAt = performance.now();
      }
      await sleep(LOOK_MS);
    }
    if (!isOver) controller.close();
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      void (async () => {
        try {
          await run(controller);
        } catch {
          // Without a database: the console connects anew until there is one.
          if (!isOver) controller.close();
        }
      })();
    },
    cancel: () => {
      isOver = true;
    },
  });
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
