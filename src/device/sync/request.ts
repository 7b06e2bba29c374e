import { UPLOAD_HEADERS } from '../../protocol/materials.ts';
import type { DevicePorts } from '../ports.ts';
import type { Heard } from './decide-answer.ts';

/** A connection that stays silent as long as this is given up. */
const SILENCE_MS = 30_000;
/** The slowest link that is still waited for. */
const SLOWEST_BYTES_PER_MS = 2;
const LONGEST_MS = 600_000;

type Question = {
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH';
  path: string;
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: Blob;
  /** Bytes expected to come back at most. */
  answerBytes?: number;
};

/** Asks the county; failures of any kind are values for decideAnswer. */
export async function ask(
  ports: Pick<DevicePorts, 'fetch' | 'clock' | 'origin'>,
  question: Question,
): Promise<Heard> {
  const giveUp = new AbortController();
  const bytes = (question.body?.size ?? 0) + (question.answerBytes ?? 0);
  const cancel = ports.clock.after(
    Math.min(SILENCE_MS + bytes / SLOWEST_BYTES_PER_MS, LONGEST_MS),
    () => giveUp.abort(),
  );
  try {
    const response = await ports.fetch(
      new Request(new URL(question.path, ports.origin), {
        method: question.method,
        headers: headersOf(question),
        body: question.body ?? null,
        signal: giveUp.signal,
        redirect: 'manual',
        cache: 'no-store',
        credentials: 'omit',
      }),
    );
    return await listen(response);
  } catch {
    // fetch says TypeError for every failure of the network.
    return { kind: 'nothing' };
  } finally {
    cancel();
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
  headers.set('accept', 'application/json, application/problem+json');
  if (question.token !== undefined)
    headers.set('authorization', `Bearer ${question.token}`);
  return headers;
}

async function listen(response: Response): Promise<Heard> {
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
    retryAfterS: readSeconds(headers.get('retry-after')),
    body: mediaType.endsWith('json') ? parse(await response.text()) : undefined,
    upload: {
      offset: readSeconds(headers.get(UPLOAD_HEADERS.offset)),
      isComplete: headers.get(UPLOAD_HEADERS.complete) === '?1',
    },
  };
}

/** Whole seconds (Retry-After as a date is not used by the county). */
function readSeconds(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
