import { UPLOAD_HEADERS } from '../../protocol/materials.ts';
import type { Clock, DevicePorts } from '../ports.ts';
import type { Heard } from './decide-answer.ts';
import { Pace } from './pace.ts';
import { readRetryAfter } from './retry-after.ts';

/** Nothing that the county answers is longer. */
const LONGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/** A request that fails sooner never moved: there is no link. */
const MOVING_MS = 1_000;

type Question = {
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH';
  path: string;
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: Blob;
  /** What is known of the link, and is told what this request shows of it. */
  pace?: Pace;
};

/** Asks the county; failures of any kind are values for decideAnswer. */
export async function ask(
  ports: Pick<DevicePorts, 'fetch' | 'clock' | 'origin'>,
  question: Question,
): Promise<Heard> {
  const { clock } = ports;
  const { pace = new Pace() } = question;
  const bytes = question.body?.size ?? 0;
  const silence = new Silence(clock);
  silence.bear(pace.patienceMs(bytes));
  const begunAt = clock.monotonicMs();
  try {
    const response = await ports.fetch(
      new Request(new URL(question.path, ports.origin), {
        method: question.method,
        headers: headersOf(question),
        body: question.body ?? null,
        signal: silence.signal,
        redirect: 'manual',
        // A portal's page must not be kept as the feed. Nothing keeps a POST's
        // answer, and saying so would cost every photograph two headers.
        cache: question.method === 'GET' ? 'no-store' : 'default',
        credentials: 'omit',
      }),
    );
    pace.measured(bytes, clock.monotonicMs() - begunAt);
    return await listen(response, {
      nowMs: clock.wallMs(),
      onBytes: () => silence.bear(pace.patienceMs(0)),
    });
  } catch {
    // fetch says TypeError for every failure of the network.
    if (silence.isOver) pace.lost();
    const wasMoving = clock.monotonicMs() - begunAt >= MOVING_MS;
    return !silence.isOver && wasMoving
      ? { kind: 'nothing', isCut: true }
      : { kind: 'nothing' };
  } finally {
    silence.end();
  }
}

/** Ends a request on which nothing moves. */
class Silence {
  readonly #clock: Clock;
  readonly #giveUp = new AbortController();
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get signal(): AbortSignal {
    return this.#giveUp.signal;
  }

  get isOver(): boolean {
    return this.#giveUp.signal.aborted;
  }

  /** From now on so long; every sign of life begins it anew. */
  bear(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.after(ms, () => this.#giveUp.abort());
  }

  end(): void {
    this.#cancel?.();
  }
}

/** JSON, gzipped where the browser can. */
export async function jsonBody(
  value: unknown,
): Promise<{ body: Blob; headers: Record<string, string> }> {
  const headers = { 'content-type': 'application/json' };
  const plain = new Blob([JSON.stringify(value)]);
  if (typeof CompressionStream === 'undefined') return { body: plain, headers };
  const zipped = plain.stream().pipeThrough(new CompressionStream('gzip'));
  return {
    body: await new Response(zipped).blob(),
    headers: { ...headers, 'content-encoding': 'gzip' },
  };
}

function headersOf(question: Question): Headers {
  const headers = new Headers(question.headers);
  if (question.token !== undefined)
    headers.set('authorization', `Bearer ${question.token}`);
  return headers;
}

async function listen(
  response: Response,
  given: { nowMs: number; onBytes: () => void },
): Promise<Heard> {
  const { status, headers } = response;
  const isRedirect =
    response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  const mediaType = (headers.get('content-type') ?? '')
    .split(';', 1)
    .join('')
    .trim()
    .toLowerCase();
  return {
    kind: 'answer',
    status,
    isRedirect,
    mediaType,
    retryAfterS: readRetryAfter(headers, given.nowMs),
    body: mediaType.endsWith('json')
      ? parse(await readText(response, given.onBytes))
      : await leaveUnread(response),
    upload: {
      offset: readCount(headers.get(UPLOAD_HEADERS.offset)),
      isComplete: headers.get(UPLOAD_HEADERS.complete) === '?1',
      of: headers.get(UPLOAD_HEADERS.of),
    },
  };
}

/** Piece by piece: each is a sign of life. '' when there is too much of it. */
async function readText(
  { body }: Response,
  onBytes: () => void,
): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    onBytes();
    bytes += value.length;
    if (bytes > LONGEST_ANSWER_BYTES) {
      await reader.cancel();
      return '';
    }
    text += decoder.decode(value, { stream: true });
  }
}

async function leaveUnread({ body }: Response): Promise<undefined> {
  await body?.cancel();
}

function readCount(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
