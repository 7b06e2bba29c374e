/**
 * `Retry-After` in seconds from now, from either of its forms (RFC 9110, 10.2.3):
 * seconds or an HTTP date. null when it is neither. Of a date, "now" is the
 * answer's own `Date`, since the device's clock may be wrong.
 */
export function readRetryAfter(
  headers: Headers,
  deviceNowMs: number,
): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const said = text.trim();
  if (/^\d{1,15}$/.test(said)) return Number(said);
  // Date.parse takes many other things for a date.
  if (!/^[A-Z][a-z]+,? .* GMT$/.test(said)) return null;
  const atMs = Date.parse(said);
  if (Number.isNaN(atMs)) return null;
  const dated = Date.parse(headers.get('date') ?? '');
  const nowMs = Number.isNaN(dated) ? deviceNowMs : dated;
  return Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}
