import type { Outcome } from '../../protocol/error-code.ts';
import {
  DETACHED_JOSE,
  VILLAGE_EDITION_GB,
} from '../../protocol/published-catalogue.ts';
import { findMeta } from '../database/meta.ts';
import type { Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { attached } from './attached.ts';

const FETCH_MS = 120_000;
const PROBLEM_TYPE = 'application/problem+json';
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * A signed text that the county publishes, unread; redirects are followed.
 * `notFound`: the county says that it has none. `portal`: whoever answered is not
 * the county.
 */
export async function fetchSigned(
  { fetch, clock, origin }: Pick<DevicePorts, 'fetch' | 'clock' | 'origin'>,
  path: string,
): Promise<Outcome<string, 'offline' | 'portal' | 'notFound'>> {
  const giveUp = new AbortController();
  const cancel = clock.after(FETCH_MS, () => giveUp.abort());
  try {
    const request = new Request(new URL(path, origin), {
      signal: giveUp.signal,
      credentials: 'omit',
      headers: { Accept: `${VILLAGE_EDITION_GB}, ${DETACHED_JOSE}, */*` },
    });
    const response = await fetch(request);
    const type = response.headers.get('content-type') ?? '';
    // A portal has no problem body: only the county can say that it has none.
    if (response.status === 404 && type.startsWith(PROBLEM_TYPE))
      return failed('notFound');
    const encoding = type === VILLAGE_EDITION_GB ? 'gb18030' : 'utf-8';
    const bytes = await response.arrayBuffer();
    const body = new TextDecoder(encoding).decode(bytes);
    const text = type.startsWith(DETACHED_JOSE)
      ? attached(body)
      : body.trim().replaceAll('"', '');
    return response.ok && COMPACT_JWS.test(text)
      ? done(text)
      : failed('portal');
  } catch {
    return failed('offline');
  } finally {
    cancel();
  }
}

/** null before enrolment: then the ticket will judge by its own root. */
export async function pinnedRoot(db: Store['db']): Promise<string | null> {
  return (await findMeta(db, 'device'))?.rootThumbprint ?? null;
}
