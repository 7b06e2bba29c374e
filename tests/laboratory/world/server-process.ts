// One process of the platform: its own pool, its own life, the real app.
import { Readable } from 'stream';
import { pino } from 'pino';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { MemorySql } from '../memory/memory-sql.ts';
import { CommitUnheard, type Unheard } from '../memory/unheard-commit.ts';
import { Lane, type Scheduler } from '../scheduler/scheduler.ts';
import type { County, Death } from './county.ts';
import { readResponse, type Answered, type Delivered } from './delivery.ts';
import { COUNTY } from './places.ts';

/**
 * What came before a cut came over some time, in which a process begins to listen,
 * if it ever does.
 */
const TURNS_TO_LISTEN = 100;

/** The engine goes on with what it was told before it notices. */
const LATE_COMMIT_MS = 3_000;

type Waiting = (answer: Answered | 'reset') => void;

export class ServerProcess {
  readonly lane: Lane;
  readonly context: PlatformContext;
  isAlive = true;
  readonly #county: County;
  readonly #scheduler: Scheduler;
  readonly #sql: MemorySql;
  readonly #app: ReturnType<typeof createApp>;
  readonly #waiting = new Set<Waiting>();

  constructor(county: County, name: string) {
    this.#county = county;
    this.#scheduler = county.scheduler;
    this.lane = new Lane(name);
    const turn = (what: string) => this.#scheduler.point(this.lane, what);
    this.#sql = new MemorySql(county.store, turn, (commit) =>
      this.#commit(commit),
    );
    this.context = {
      sql: this.#sql.asSql,
      config: { county: COUNTY, demo: true, address: 'http://county.test' },
      keys: county.keys,
      store: county.files.forProcess(turn),
      clock: () => new Date(this.#scheduler.nowMs),
      log: pino(
        { base: null, timestamp: false },
        { write: (line: string) => county.log.push(line) },
      ),
    };
    this.#app = createApp(this.context);
  }

  /** A commit is where it matters on which side of it a server dies. */
  async #commit(commit: () => void): Promise<void> {
    await this.#scheduler.point(this.lane, 'commit');
    const mishap = this.#county.nextCommit();
    if (mishap === undefined) return commit();
    if (!isDeath(mishap)) return this.#loseConnection(mishap, commit);
    if (mishap === 'after') commit();
    this.kill();
    this.#county.onDeath?.();
    await new Promise(() => undefined);
  }

  /** The process lives on, and knows nothing of its commit. @throws always. */
  #loseConnection(what: Unheard, commit: () => void): never {
    if (what === 'committed') commit();
    if (what === 'committedLate')
      this.#scheduler.after(
        this.#scheduler.world,
        'commits unheard',
        this.#scheduler.random.between(1, LATE_COMMIT_MS),
        () => {
          // A process that is killed takes what it had under way with it.
          if (this.isAlive) commit();
        },
      );
    this.#county.unheardCommits += 1;
    this.#county.onUnheard?.(what);
    throw new CommitUnheard({ isUnderWay: what === 'committedLate' });
  }

  /**
   * Takes a request in. `cutAt`: only so many bytes of the body arrive, then the
   * connection breaks. Resolves with the answer, or `reset` when the process dies.
   */
  handle(delivered: Delivered, cutAt?: number): Promise<Answered | 'reset'> {
    if (!this.isAlive) return Promise.resolve('reset');
    return new Promise((resolve) => {
      const answer: Waiting = (value) => {
        if (this.#waiting.delete(answer)) resolve(value);
      };
      this.#waiting.add(answer);
      this.#scheduler.post(this.lane, `request ${delivered.path}`, () => {
        void this.#run(delivered, cutAt).then(answer, () => answer('reset'));
      });
    });
  }

  async #run(delivered: Delivered, cutAt?: number): Promise<Answered> {
    const { method, path, headers, body } = delivered;
    const arrived = cutAt === undefined ? body : body.subarray(0, cutAt);
    const isCut = cutAt !== undefined;
    const request = new Request(`http://county.test${path}`, {
      method,
      headers,
      ...(method === 'GET' || method === 'HEAD'
        ? {}
        : { body: webBody(arrived, isCut), duplex: 'half' }),
    });
    const isUpload = path.startsWith('/api/v1/materials/');
    const env = isUpload ? { incoming: this.#incoming(arrived, isCut) } : {};
    return readResponse(await this.#app.fetch(request, env));
  }

  /** Node's own request, for uploads: in pieces, each in its turn. */
  #incoming(bytes: Uint8Array, isCut: boolean): Readable {
    const pieces = cutUp(bytes, this.#scheduler);
    const readable = new Readable({
      read: () => undefined,
      autoDestroy: true,
    });
    let turnsLeft = TURNS_TO_LISTEN;
    const next = () => this.#scheduler.post(this.lane, 'bytes', push);
    const push = () => {
      const piece = pieces.shift();
      if (piece !== undefined) {
        readable.push(piece);
        return next();
      }
      if (!isCut) return void readable.push(null);
      turnsLeft -= 1;
      if (readable.readableLength > 0 && turnsLeft > 0) return next();
      readable.destroy(new Error('aborted'));
    };
    // A request that nobody reads the body of must not fail the process.
    readable.on('error', () => undefined);
    next();
    return Object.assign(readable, {
      socket: { remoteAddress: '192.0.2.1' },
    });
  }

  /** SIGKILL: nothing uncommitted stays, nobody hears an answer. */
  kill(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const transaction of this.#county.store.running)
      if (transaction.sql === this.#sql) transaction.rollback();
    this.#scheduler.kill(this.lane);
    for (const answer of this.#waiting) answer('reset');
  }
}

function isDeath(mishap: Death | Unheard): mishap is Death {
  return mishap === 'before' || mishap === 'after';
}

function webBody(
  bytes: Uint8Array<ArrayBuffer>,
  isCut: boolean,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      if (isCut) controller.error(new Error('aborted'));
      else controller.close();
    },
  });
}

function cutUp(bytes: Uint8Array, { random }: Scheduler): Uint8Array[] {
  if (bytes.length === 0) return [];
  const at = random.below(bytes.length);
  return at === 0 ? [bytes] : [bytes.subarray(0, at), bytes.subarray(at)];
}
