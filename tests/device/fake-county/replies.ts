// What goes back over the wire, and what a stranger on it says.
export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

export function problem(
  status: number,
  code: string,
  more: Record<string, unknown> = {},
): Response {
  return new Response(
    JSON.stringify({ type: 'about:blank', title: code, status, code, ...more }),
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

/** What a hotel's Wi-Fi answers to everything. */
export function portalPage(): Response {
  return new Response('<html>please sign in</html>', {
    headers: { 'content-type': 'text/html' },
  });
}

export async function readJson(request: Request): Promise<unknown> {
  if (request.headers.get('content-encoding') !== 'gzip') return request.json();
  const blob = await request.blob();
  const plain = blob.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(plain).json();
}
