// This page is opened on a stranger's telephone over a thin link, so the answer
// is read by hand here: the schema library would double the page.
import { DISPLAY_STATUSES } from '../../domain/cases/display-status.ts';
import type {
  ReceiptStatusAnswer,
  ReceiptStatusRequest,
} from '../../protocol/receipts.ts';

export type StatusResult =
  | { kind: 'answer'; answer: ReceiptStatusAnswer }
  | {
      kind:
        | 'notFound'
        | 'unverified'
        | 'tooMany'
        | 'offline'
        | 'portal'
        | 'unavailable';
    };

const PATH = '/api/v1/receipts/status';
const TIMEOUT_MS = 20_000;

/**
 * Asks the county about one receipt. The request is a body, never a URL.
 * @param send the browser's fetch, or what stands for it in a test
 */
export async function askStatus(
  request: ReceiptStatusRequest,
  send: typeof fetch = (...args) => fetch(...args),
): Promise<StatusResult> {
  const isReceipt = 'receipt' in request;
  let response: Response;
  let body: unknown;
  try {
    response = await send(PATH, {
      method: 'POST',
      cache: 'no-store',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: timeout(),
    });
  } catch {
    return { kind: 'offline' };
  }
  try {
    body = await response.json();
  } catch {
    // A portal's page, or a gateway's.
    return { kind: response.status >= 500 ? 'unavailable' : 'portal' };
  }
  if (response.status === 429) return { kind: 'tooMany' };
  if (response.status === 400 || response.status === 422) {
    return { kind: isReceipt ? 'unverified' : 'notFound' };
  }
  if (response.status === 404) return { kind: 'notFound' };
  if (!response.ok) return { kind: 'unavailable' };
  if (!isAnswer(body)) return { kind: 'portal' };
  if (!body.genuine) return { kind: isReceipt ? 'unverified' : 'notFound' };
  if (!isReceipt && !body.arrived) return { kind: 'notFound' };
  return { kind: 'answer', answer: body };
}

/** AbortSignal.timeout is younger than some telephones. */
function timeout(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), TIMEOUT_MS);
  return controller.signal;
}

function isAnswer(body: unknown): body is ReceiptStatusAnswer {
  if (!isRecord(body)) return false;
  const { genuine, arrived, status } = body;
  return (
    typeof genuine === 'boolean' &&
    typeof arrived === 'boolean' &&
    ['number', 'matterName', 'stationName', 'intakeAt'].every((key) =>
      isTextOrNull(body[key]),
    ) &&
    (status === null || isStatus(status))
  );
}

function isStatus(status: unknown): boolean {
  if (!isRecord(status)) return false;
  const { applicantMasked, display, steps, noticeBy, promisedBy } = status;
  return (
    typeof applicantMasked === 'string' &&
    DISPLAY_STATUSES.some((each) => each === display) &&
    isTextOrNull(noticeBy) &&
    isTextOrNull(promisedBy) &&
    Array.isArray(steps) &&
    steps.every(
      (step: unknown) =>
        isRecord(step) &&
        typeof step['kind'] === 'string' &&
        typeof step['at'] === 'string',
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
