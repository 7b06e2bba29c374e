// What routes share whose body is bytes that a cut must not cost.
import type { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { HttpEnvironment } from './environment.ts';

/** Between an answer to half a request and the end of its connection. */
const LINGER_MS = 100;

/** Node's own request, whose bytes survive a cut (materials/incoming-bytes.ts). */
export function bodyOf(c: Context<HttpEnvironment>): Readable {
  const incoming = c.env?.incoming;
  if (incoming === undefined)
    throw new Error('uploads need the Node server under the app');
  return incoming;
}

/**
 * Where an answer needs no more of the body: a browser reads no answer before it
 * has sent all of it, unless the connection ends. Not at once, since a proxy between
 * may throw away what it has not read when it hears of the end.
 */
export function hangUpIfUnread(c: Context<HttpEnvironment>): void {
  const { incoming, outgoing } = c.env ?? {};
  if (incoming?.complete !== false || outgoing === undefined) return;
  outgoing.once('finish', () => {
    setTimeout(() => {
      if (!incoming.complete) incoming.socket.destroySoon();
    }, LINGER_MS);
  });
}
