// A line between browser and platform with a width, a length and cuts. Width: one
// token bucket in each direction, shared in turn by all connections. Length: every
// byte travels half a round trip after it has passed the bucket. A connection
// costs one round trip more before its first byte passes. A cut resets all
// connections on both sides; what was travelling is lost.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Line } from './links.ts';
import { breakOff } from '../support/break-off.ts';
import { HttpCounter, type HttpCount, type Trace } from './http-counter.ts';

export type ShapedLink = {
  port: number;
  /** Opens the line, shaped; the counters begin at nothing. */
  open(line: Line): void;
  /** Resets everything and lets nothing in. */
  close(): void;
  /** Opens it as wide as it goes, for what is not measured. */
  openWide(): void;
  count(): LinkCount;
  stop(): Promise<void>;
};

export type LinkCount = {
  /** Bytes that passed the buckets: HTTP, without TCP/IP and TLS. */
  up: number;
  down: number;
  cuts: number;
  connections: number;
  http: HttpCount;
};

type Mode = 'closed' | 'wide' | 'shaped';

const WIDE: Line = {
  upPerS: null,
  downPerS: null,
  roundTripMs: 0,
  cutEveryS: null,
};

/** After a pause of the senders: a bucket no deeper than this. */
const IDLE_LATE_MS = 20;
/** While they have something to send all the time. */
const BUSY_LATE_MS = 1000;

/** As much of one connection may wait before its source is told to stop. */
const WAITING_BYTES = 16 * 1024;

export async function openShapedLink(
  targetPort: () => number,
  trace: Trace = () => undefined,
): Promise<ShapedLink> {
  const carried = new Set<Carried>();
  let mode: Mode = 'wide';
  let line = WIDE;
  let cutTimer: NodeJS.Timeout | undefined;
  let cuts = 0;
  let connections = 0;
  let http = new HttpCounter(trace);
  const up = new Bucket(() => line.upPerS);
  const down = new Bucket(() => line.downPerS);

  const cut = (): void => {
    // A line without a connection has nothing that could break.
    if (carried.size > 0) cuts += 1;
    for (const connection of carried) connection.reset();
    carried.clear();
  };

  const server = createServer((device) => {
    if (mode === 'closed') {
      breakOff(device);
      return;
    }
    connections += 1;
    const platform = connect(targetPort(), '127.0.0.1');
    const connection = new Carried({ device, platform, up, down, line, http });
    carried.add(connection);
    connection.onEnd = () => carried.delete(connection);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  const start = (next: Line): void => {
    line = next;
    clearInterval(cutTimer);
    cuts = 0;
    connections = 0;
    http = new HttpCounter(trace);
    up.begin();
    down.begin();
    if (next.cutEveryS !== null)
      cutTimer = setInterval(cut, next.cutEveryS * 1000);
  };

  return {
    port: (server.address() as AddressInfo).port,
    open(next) {
      mode = 'shaped';
      start(next);
    },
    openWide() {
      mode = 'wide';
      start(WIDE);
    },
    close() {
      mode = 'closed';
      clearInterval(cutTimer);
      cut();
    },
    count: () => ({
      up: up.passed,
      down: down.passed,
      cuts,
      connections,
      http: http.count(),
    }),
    async stop() {
      clearInterval(cutTimer);
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One direction of the line: connections take turns, piece by piece. */
class Bucket {
  passed = 0;
  readonly #perS: () => number | null;
  readonly #waiting: Flow[] = [];
  /** When the line is free for the next piece, in ms of performance.now(). */
  #freeAt = 0;
  /** This machine's timers are late; the line's clock is not. */
  #lateMs = 0;
  #isRunning = false;

  constructor(perS: () => number | null) {
    this.#perS = perS;
  }

  begin(): void {
    this.passed = 0;
    this.#freeAt = 0;
  }

  /** Asks for a turn; a flow asks again when it has more. */
  ask(flow: Flow): void {
    if (!this.#waiting.includes(flow)) this.#waiting.push(flow);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    this.#lateMs = IDLE_LATE_MS;
    for (;;) {
      const flow = this.#waiting.shift();
      if (flow === undefined) break;
      const perS = this.#perS();
      const piece = flow.take(pieceBytes(perS));
      if (piece === undefined) continue;
      if (perS !== null) {
        this.#freeAt =
          Math.max(this.#freeAt, performance.now() - this.#lateMs) +
          (piece.length / perS) * 1000;
        this.#lateMs = BUSY_LATE_MS;
        await until(this.#freeAt);
      }
      // Cut while its piece was in the bucket: it has not passed.
      if (!flow.isOpen) continue;
      this.passed += piece.length;
      flow.give(piece);
      if (flow.hasMore) this.#waiting.push(flow);
    }
    this.#isRunning = false;
  }
}

/** Pieces of some 10 ms: a slow line is then smooth, and a cut exact. */
function pieceBytes(perS: number | null): number {
  return perS === null
    ? WAITING_BYTES
    : Math.min(Math.max(Math.round(perS / 100), 256), WAITING_BYTES);
}

type Ends = { from: Socket; to: Socket };

/** One direction of one connection. */
class Flow {
  isOpen = true;
  readonly #ends: Ends;
  readonly #bucket: Bucket;
  readonly #travelMs: () => number;
  readonly #onPass: (piece: Buffer) => void;
  readonly #onRefused: () => void;
  #waiting: Buffer[] = [];
  #bytes = 0;
  #isReady = false;
  #hasEnded = false;

  constructor(
    ends: Ends,
    given: {
      bucket: Bucket;
      travelMs: () => number;
      onPass: (piece: Buffer) => void;
      /** A piece has arrived at an end that is closed. */
      onRefused: () => void;
    },
  ) {
    this.#ends = ends;
    this.#bucket = given.bucket;
    this.#travelMs = given.travelMs;
    this.#onPass = given.onPass;
    this.#onRefused = given.onRefused;
    const { from } = ends;
    from.on('data', (data: Buffer) => {
      this.#waiting.push(data);
      this.#bytes += data.length;
      if (this.#bytes >= WAITING_BYTES) from.pause();
      if (this.#isReady) this.#bucket.ask(this);
    });
    from.on('end', () => {
      this.#hasEnded = true;
      if (this.#bytes === 0) this.#hangUp();
    });
  }

  get hasMore(): boolean {
    return this.#bytes > 0;
  }

  /** The connection stands. */
  ready(): void {
    this.#isReady = true;
    if (this.hasMore) this.#bucket.ask(this);
  }

  take(most: number): Buffer | undefined {
    const first = this.#waiting[0];
    if (first === undefined || !this.isOpen) return undefined;
    const piece = first.subarray(0, most);
    if (piece.length === first.length) this.#waiting.shift();
    else this.#waiting[0] = first.subarray(most);
    this.#bytes -= piece.length;
    if (this.#bytes < WAITING_BYTES && this.#ends.from.isPaused())
      this.#ends.from.resume();
    return piece;
  }

  give(piece: Buffer): void {
    this.#onPass(piece);
    this.#later(() => {
      if (this.#ends.to.destroyed) this.#onRefused();
      else this.#ends.to.write(piece);
    });
    if (this.#hasEnded && this.#bytes === 0) this.#hangUp();
  }

  /** What was said before hanging up still arrives. */
  #hangUp(): void {
    this.#later(() => {
      if (!this.#ends.to.destroyed) this.#ends.to.end();
    });
  }

  #later(task: () => void): void {
    const ms = this.#travelMs();
    const run = (): void => {
      if (this.isOpen) task();
    };
    if (ms === 0) run();
    else setTimeout(run, ms);
  }
}

class Carried {
  onEnd: () => void = () => undefined;
  readonly #sockets: [Socket, Socket];
  readonly #flows: [Flow, Flow];

  constructor(given: {
    device: Socket;
    platform: Socket;
    up: Bucket;
    down: Bucket;
    line: Line;
    http: HttpCounter;
  }) {
    const { device, platform, line, http } = given;
    const travelMs = () => line.roundTripMs / 2;
    const counted = http.connection();
    let breaking: NodeJS.Timeout | undefined;
    /** A reset travels as bytes do, behind what was said before it. */
    const onRefused = () => {
      breaking ??= setTimeout(() => this.reset(), travelMs());
    };
    const upward = new Flow(
      { from: device, to: platform },
      {
        bucket: given.up,
        travelMs,
        onPass: (piece) => counted.up(piece),
        onRefused,
      },
    );
    const downward = new Flow(
      { from: platform, to: device },
      {
        bucket: given.down,
        travelMs,
        onPass: (piece) => counted.down(piece),
        onRefused,
      },
    );
    this.#sockets = [device, platform];
    this.#flows = [upward, downward];
    for (const socket of this.#sockets) socket.setNoDelay(true);
    device.on('error', () => this.reset());
    platform.on('error', onRefused);
    for (const socket of this.#sockets)
      socket.on('close', () => {
        if (this.#sockets.every(({ destroyed }) => destroyed)) this.#end();
      });
    downward.ready();
    if (line.roundTripMs === 0) upward.ready();
    else setTimeout(() => upward.ready(), line.roundTripMs);
    this.#counted = counted;
  }

  readonly #counted: ReturnType<HttpCounter['connection']>;

  reset(): void {
    for (const flow of this.#flows) flow.isOpen = false;
    for (const socket of this.#sockets) if (!socket.destroyed) breakOff(socket);
    this.#end();
  }

  #end(): void {
    this.#counted.end();
    this.onEnd();
    this.onEnd = () => undefined;
  }
}

async function until(ms: number): Promise<void> {
  // A timer is late by some ms: the debt is carried by freeAt.
  const waitMs = ms - performance.now();
  if (waitMs > 0.5)
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs);
    });
}
