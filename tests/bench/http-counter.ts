// Reads along what passes a connection and tells heads from bodies, so that the
// bench can say what was sent for which purpose, and what was sent twice.

export type HttpCount = {
  /** Requests whose head has passed. */
  requests: number;
  requestHeads: number;
  responseHeads: number;
  /** Bytes of bodies from the device, by what they were for. */
  up: { operations: number; materials: number; other: number };
  down: number;
  /** Of batches whose answer never came through: they go again. */
  unansweredOperations: number;
};

type Purpose = keyof HttpCount['up'];

type Asked = { purpose: Purpose; method: string; passed: number };

/** Told of every message that passes: its first line, or the end of its body. */
export type Trace = (line: string) => void;

export class HttpCounter {
  readonly #trace: Trace;
  readonly #count: HttpCount = {
    requests: 0,
    requestHeads: 0,
    responseHeads: 0,
    up: { operations: 0, materials: 0, other: 0 },
    down: 0,
    unansweredOperations: 0,
  };

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  count(): HttpCount {
    return { ...this.#count, up: { ...this.#count.up } };
  }

  /** Of one connection; pieces as they pass. */
  connection(): {
    up(piece: Buffer): void;
    down(piece: Buffer): void;
    end(): void;
  } {
    const count = this.#count;
    const trace = this.#trace;
    /** Requests that wait for their answers, oldest first. */
    const asked: Asked[] = [];
    /** The last of them: its body may pass when it has been answered already. */
    let sending: Asked | undefined;
    const requests = new Messages({
      onHead(head, bytes) {
        const [method = '', path = ''] = head.split(' ', 2);
        count.requests += 1;
        count.requestHeads += bytes;
        sending = { purpose: purposeOf(path), method, passed: 0 };
        asked.push(sending);
        trace(`> ${method} ${path} ${bytes}`);
        return true;
      },
      onBody(bytes) {
        if (sending === undefined) return;
        sending.passed += bytes;
        count.up[sending.purpose] += bytes;
      },
      onEnd: () => undefined,
    });
    const responses = new Messages({
      onHead(head, bytes) {
        count.responseHeads += bytes;
        trace(`< ${head.split('\r\n', 1).join('')} ${bytes}`);
        const hasNoBody = / (204|304) /.test(head.slice(0, 20));
        return !hasNoBody && asked[0]?.method !== 'HEAD';
      },
      onBody(bytes) {
        count.down += bytes;
      },
      onEnd() {
        const { method = '', purpose = '', passed = 0 } = asked.shift() ?? {};
        trace(`= ${method} ${purpose} ${passed}`);
      },
    });
    return {
      up: (piece) => requests.read(piece),
      down: (piece) => responses.read(piece),
      end() {
        for (const { method, purpose, passed } of asked.splice(0)) {
          trace(`x ${method} ${purpose} ${passed}`);
          if (purpose === 'operations') count.unansweredOperations += passed;
        }
      },
    };
  }
}

function purposeOf(path: string): Purpose {
  if (path.startsWith('/api/v1/operations')) return 'operations';
  if (path.startsWith('/api/v1/materials/')) return 'materials';
  return 'other';
}

type Listener = {
  /** False: no body follows, whatever the head says. */
  onHead(head: string, bytes: number): boolean;
  onBody(bytes: number): void;
  onEnd(): void;
};

const HEAD_END = '\r\n\r\n';

/** HTTP/1.1 messages one after the other in one direction. */
class Messages {
  readonly #listener: Listener;
  #head = '';
  /** Bytes of a body, or of a chunk with its frame, that are still to come. */
  #left = 0;
  #isChunked = false;
  /** Of a chunk's length line. */
  #line = '';

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  read(piece: Buffer): void {
    for (let at = 0; at < piece.length;) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, piece.length - at);
        this.#left -= taken;
        at += taken;
        this.#listener.onBody(taken);
        if (this.#left === 0 && !this.#isChunked) this.#listener.onEnd();
      } else if (this.#isChunked) at = this.#readChunkLine(piece, at);
      else at = this.#readHead(piece, at);
    }
  }

  #readHead(piece: Buffer, at: number): number {
    const before = this.#head.length;
    this.#head += piece.toString('latin1', at);
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return piece.length;
    const head = this.#head.slice(0, end + HEAD_END.length);
    this.#head = '';
    const hasBody = this.#listener.onHead(head, head.length);
    this.#isChunked =
      hasBody && /\r\ntransfer-encoding: *chunked\r\n/i.test(head);
    this.#left =
      hasBody && !this.#isChunked
        ? Number(/\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1] ?? 0)
        : 0;
    if (this.#left === 0 && !this.#isChunked) this.#listener.onEnd();
    return at + head.length - before;
  }

  /** `1a2b\r\n`; the chunk's own line end belongs to its bytes. */
  #readChunkLine(piece: Buffer, at: number): number {
    const end = piece.indexOf(10, at);
    const until = end < 0 ? piece.length : end + 1;
    this.#line += piece.toString('latin1', at, until);
    this.#listener.onBody(until - at);
    if (end >= 0) {
      const length = Number.parseInt(this.#line, 16);
      this.#line = '';
      if (length === 0) {
        // No trailers are used: the last line end is the end of the message.
        this.#isChunked = false;
        this.#left = 2;
      } else this.#left = length + 2;
    }
    return until;
  }
}
