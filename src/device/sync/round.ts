// When a round runs: one at a time under the Web Lock `sync`, by one retry clock.
// navigator.onLine is a hint to try now, and never a reason not to.
import { countyIn, findMeta, findMetas, putMeta } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import { loadFiles, type DeviceContext } from '../device-context.ts';
import type { PhotographsPolicy, SyncView } from '../device-api.ts';
import { Bell } from './bell.ts';
import type { LaterWhy } from './decide-answer.ts';
import { tidyAfterRound } from '../storage/after-round.ts';
import { Lanes } from './lanes.ts';
import { keepPolicy, viewPhotographs } from './photo-policy.ts';
import { Progress } from './progress.ts';
import { afterFailure, atLoad, NO_RETRY, type Retry } from './retry-clock.ts';
import { forgiveAll, freshMemory, type RoundMemory } from './round-context.ts';
import { runRound, tellStanding, type RoundEnd } from './run-round.ts';

const ROUND_MS = 30_000;
/** In front, the county is asked this often. */
const EVERY_MS = 60_000;
/** After a round that another worker's lock or a failing storage has ended. */
const HELD_UP_MS = 5_000;

/** `person`: the button. `link`: the system says that a network is back. */
export type Trigger = 'person' | 'link' | 'timer' | 'work';

const isUrging = (by: Trigger) => by === 'person' || by === 'link';

export class Rounds {
  readonly progress: Progress;
  readonly #context: DeviceContext;
  readonly #memory: RoundMemory = freshMemory();
  readonly #lanes = new Lanes();
  #retry: Retry = NO_RETRY;
  /** Monotonic ms: the wall clock may be set back while we wait. */
  #dueAtMs = 0;
  #isAsked = false;
  /** Of the round that is under way, or was last. */
  #newText = new Bell();
  /** A person or the system asked for a round while one was under way. */
  #isUrged = false;
  /** The last round came to no end of its own: nothing says when to go on. */
  #isHeldUp = false;
  #isStopped = false;
  #running: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  /** What is let go of after a round that goes on at once waits for none of it. */
  #tidying: Promise<void> = Promise.resolve();

  constructor(context: DeviceContext) {
    this.#context = context;
    this.progress = new Progress(context.ports.clock);
  }

  /** Reads what was kept and begins to go round. */
  async start(): Promise<void> {
    const { store, ports } = this.#context;
    const kept = await read(store, (db) =>
      findMetas(db, ['retry', 'delivered', 'county']),
    );
    const { clock } = ports;
    this.#retry = atLoad(kept.retry, clock.wallMs());
    this.#dueAtMs = clock.monotonicMs() + this.#retry.nextAt - clock.wallMs();
    this.progress.set({
      lastContactAt: countyIn(kept).lastHeardAt,
      allDeliveredAt: kept.delivered?.at ?? null,
    });
    await tellStanding({ store, progress: this.progress });
    await this.#tellPhotographs();
    void this.trigger('timer');
  }

  /** Photographs go once, whatever was chosen for them. */
  sendPhotographs(): Promise<void> {
    this.#memory.arePhotographsAsked = true;
    return this.trigger('person');
  }

  async setPolicy(policy: PhotographsPolicy): Promise<void> {
    await keepPolicy(this.#context.store, policy);
    await this.#tellPhotographs();
    void this.trigger('work');
  }

  async #tellPhotographs(): Promise<void> {
    const context = { ...this.#context, memory: this.#memory };
    this.progress.set({ photographs: await viewPhotographs(context) });
  }

  /** At lock: what may read must not outlive the keys. */
  forgetSession(): void {
    this.#memory.session = null;
  }

  /** Resolves when nothing is under way any more; no round begins after it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer?.();
    await this.#running;
    // What an upload throws here a round would have told; none begins any more.
    await Promise.allSettled([this.#lanes.end()]);
    await this.#tidying;
  }

  /** Resolves when the round that it started, or found running, has ended. */
  async trigger(by: Trigger): Promise<void> {
    if (this.#running !== undefined) {
      // What came up meanwhile (a new case) is looked at right after.
      this.#isAsked ||= by !== 'timer';
      if (by === 'work') this.#newText.ring();
      this.#isUrged ||= isUrging(by);
      return this.#running;
    }
    if (this.#isStopped) return;
    if (isUrging(by)) forgiveAll(this.#memory);
    if (!this.#mayStart(by)) {
      this.#arm();
      return;
    }
    this.#running = this.#runAsUrged().finally(() => {
      this.#running = undefined;
      this.#arm();
    });
    return this.#running;
  }

  /**
   * A round that fails may have met the line as it was before the button was
   * pressed or the network came back: then one more is tried at once.
   */
  async #runAsUrged(): Promise<void> {
    this.#isUrged = false;
    await this.#run();
    if (!this.#isUrged || this.#isStopped || this.#retry.failures === 0) return;
    this.#isUrged = false;
    forgiveAll(this.#memory);
    await this.#run();
  }

  #mayStart(by: Trigger): boolean {
    if (isUrging(by)) return true;
    return this.#dueAtMs <= this.#context.ports.clock.monotonicMs();
  }

  async #run(): Promise<void> {
    const { ports, store } = this.#context;
    this.#isHeldUp = true;
    await loadFiles(this.#context);
    const device = await read(store, (db) => findMeta(db, 'device'));
    if (device === undefined) return;
    this.#isAsked = false;
    const newText = new Bell();
    this.#newText = newText;
    this.progress.set({ running: true, nextAttemptAt: null });
    const begunAt = ports.clock.monotonicMs();
    const mayBegin = () => ports.clock.monotonicMs() - begunAt < ROUND_MS;
    try {
      const end = await ports.locks.tryRun('sync', () =>
        runRound({
          ...this.#context,
          progress: this.progress,
          memory: this.#memory,
          lanes: this.#lanes,
          mayBegin,
          newText,
        }),
      );
      // Another worker of this device is at it.
      if (end !== undefined) await this.#after(end);
    } finally {
      this.progress.set({ running: false });
      // One that failed keeps no later one from being done.
      const tidy = () => tidyAfterRound(this.#context);
      this.#tidying = this.#tidying.then(tidy, tidy);
      if (this.#goesOn) this.#tidying.catch(() => undefined);
      else await this.#tidying;
    }
  }

  /** The next round begins right after this one. */
  get #goesOn(): boolean {
    return (
      this.#isAsked &&
      !this.#isHeldUp &&
      !this.#isStopped &&
      this.#retry.failures === 0
    );
  }

  async #after(end: RoundEnd): Promise<void> {
    const { ports } = this.#context;
    this.#isHeldUp = false;
    if (end.end === 'done') {
      this.#isAsked ||= end.more;
      if (!end.more) this.progress.set({ sending: null });
      this.#dueAtMs = 0;
      if (this.#retry.failures > 0) await this.#keep(NO_RETRY);
      return;
    }
    const [chance = 0] = ports.randomBytes(1);
    const { retry, pauseMs } = afterFailure(this.#retry, {
      nowMs: ports.clock.wallMs(),
      chance: chance / 255,
      progressed: end.progressed,
      retryAfterS: end.retryAfterS,
    });
    this.#dueAtMs = ports.clock.monotonicMs() + pauseMs;
    this.progress.set({
      link: this.#linkAfter(end.why),
      // The figures of a break stay: the strip says from where it goes on.
      ...(end.why === 'portal' ? { sending: null } : {}),
      nextAttemptAt: new Date(retry.nextAt).toISOString(),
    });
    await this.#keep(retry);
  }

  /** A link that was there a moment ago is broken, not absent. */
  #linkAfter(why: LaterWhy): SyncView['link'] {
    if (why === 'portal') return 'portal';
    if (why === 'server') return 'broken';
    const { link, sending } = this.progress.view;
    const wasThere = link === 'connected' || link === 'broken';
    return wasThere && sending !== null && this.#retry.failures < 3
      ? 'broken'
      : 'offline';
  }

  async #keep(retry: Retry): Promise<void> {
    this.#retry = retry;
    const { store } = this.#context;
    await write(store, ['meta'], () => putMeta(store.db, 'retry', retry));
  }

  /** The next round by itself: at once if asked, at the retry, or in a minute. */
  #arm(): void {
    this.#cancelTimer?.();
    if (this.#isStopped) return;
    const { clock } = this.#context.ports;
    const untilRetry = this.#dueAtMs - clock.monotonicMs();
    const isWaiting = this.#retry.failures > 0;
    let waitMs = isWaiting ? Math.max(untilRetry, 0) : EVERY_MS;
    if (this.#isAsked && !isWaiting) waitMs = 0;
    // Another worker is at it, or the storage fails: again, but not at once.
    if (this.#isHeldUp) waitMs = Math.max(waitMs, HELD_UP_MS);
    this.#isAsked = false;
    this.#cancelTimer = clock.after(waitMs, () => void this.trigger('timer'));
  }
}
