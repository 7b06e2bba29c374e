// A request and an answer as bytes, between the two sides.
import { gunzipSync } from 'zlib';

export type Delivered = {
  method: string;
  /** With its query. */
  path: string;
  headers: [string, string][];
  body: Uint8Array<ArrayBuffer>;
};

export type Answered = {
  status: number;
  headers: [string, string][];
  body: Uint8Array<ArrayBuffer>;
};

export async function readRequest(request: Request): Promise<Delivered> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: `${pathname}${search}`,
    // As a browser sends it.
    headers: [...request.headers, ['accept-encoding', 'gzip']],
    body: new Uint8Array(await request.arrayBuffer()),
  };
}

/** Compression undone, as a browser does before script sees it. */
export async function readResponse(response: Response): Promise<Answered> {
  const raw = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers];
  if (response.headers.get('content-encoding') !== 'gzip')
    return { status: response.status, headers, body: raw };
  return {
    status: response.status,
    headers: headers.filter(([name]) => name !== 'content-encoding'),
    body: new Uint8Array(gunzipSync(raw)),
  };
}

export function textOf({ body }: { body: Uint8Array }): string {
  return new TextDecoder().decode(body);
}

/** The answer as the device's code gets it. `isCut`: reading it fails. */
export function toResponse(
  { status, headers, body }: Answered,
  isCut = false,
): Response {
  const isEmpty = status === 204 || status === 304 || body.length === 0;
  const half = body.subarray(0, body.length >> 1);
  const content = isEmpty
    ? null
    : isCut
      ? new ReadableStream({
          start(controller) {
            controller.enqueue(half);
            controller.error(new TypeError('terminated'));
          },
        })
      : body;
  return new Response(content, { status, headers });
}
