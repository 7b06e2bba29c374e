// Tells an open console that something has happened to its cases; what it is the
// console asks. So a wake-up says nothing of anybody.
import type { PlatformContext } from '../context.ts';
import { readFeedHeads } from '../database/queries/feed-marks.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';
import { HeadWatch, type Heads } from './head-watch.ts';

/** Then the console connects anew, and shows again that its session lives. */
const LASTS_MS = 55_000;
/** Proxies close what says nothing. */
const QUIET_MS = 15_000;
/** Windows and tabs of one person; the next one looks by itself every half minute. */
const STREAMS_OF_ONE = 8;

/** The streams of one process. */
export class Arrivals {
  private readonly watch: HeadWatch;
  private readonly open = new Map<string, number>();

  constructor({
    sql,
    config,
    wakeUps,
  }: Pick<PlatformContext, 'sql' | 'config' | 'wakeUps'>) {
    this.watch = new HeadWatch(
      () => readFeedHeads(sql, config.county),
      wakeUps,
    );
  }

  /**
   * Server-sent events: `changed`, and comments while nothing has. undefined: the
   * person has as many open as one may.
   */
  stream(principal: Principal): ReadableStream<Uint8Array> | undefined {
    const { accountId } = principal;
    const count = this.open.get(accountId) ?? 0;
    if (count >= STREAMS_OF_ONE) return undefined;
    this.open.set(accountId, count + 1);
    const leave = () => {
      const others = (this.open.get(accountId) ?? 1) - 1;
      if (others > 0) this.open.set(accountId, others);
      else this.open.delete(accountId);
    };
    return streamOf(this.watch, audiencesOf(principal), leave);
  }
}

/** null: what is dispatched to a department or goes to a window comes from anywhere. */
function audiencesOf(principal: Principal): string[] | null {
  const { townships } = readReach(findReach(principal, 'readCase'));
  return townships.length > 0
    ? townships.map((town9) => `township:${town9}`)
    : null;
}

function streamOf(
  watch: HeadWatch,
  audiences: string[] | null,
  leave: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const end = performance.now() + LASTS_MS;
  let stopHearing: () => void = () => undefined;
  let isOver = false;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    stopHearing();
    leave();
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      let mark: bigint | null = null;
      let saidAt = performance.now();
      const say = (text: string) => {
        controller.enqueue(encoder.encode(text));
        saidAt = performance.now();
      };
      stopHearing = watch.hear((heads) => {
        // Without a database: the console connects anew until there is one.
        if (heads === null || performance.now() >= end) {
          finish();
          controller.close();
          return;
        }
        const now = markOf(heads, audiences);
        // Whoever hears this misses nothing that happens from here on.
        if (mark === null) say('retry: 1000\n\n');
        else if (mark !== now) say('event: changed\ndata:\n\n');
        else if (performance.now() - saidAt > QUIET_MS) say(':\n\n');
        mark = now;
      });
    },
    cancel: finish,
  });
}

/** Heads only rise: another sum, and one of them has. */
function markOf(heads: Heads, audiences: string[] | null): bigint {
  let sum = 0n;
  for (const audience of audiences ?? heads.keys())
    sum += heads.get(audience) ?? 0n;
  return sum;
}
