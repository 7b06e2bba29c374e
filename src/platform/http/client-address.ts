import type { Context } from 'hono';
import type { PlatformConfig } from '../context.ts';
import type { HttpEnvironment } from './environment.ts';

/**
 * The address that asks. Behind a proxy every connection is the proxy's, and five
 * wrong guesses of anybody would be everybody's; so the operator names the header in
 * which it says for whom it speaks. Of a list the last one counts: what stands before
 * came from outside.
 */
export function clientAddress(
  c: Pick<Context<HttpEnvironment>, 'env' | 'req'>,
  { addressHeader }: Pick<PlatformConfig, 'addressHeader'>,
): string {
  const peer = c.env?.incoming?.socket.remoteAddress ?? '';
  if (addressHeader === undefined) return peer;
  const said = c.req.header(addressHeader)?.split(',').at(-1)?.trim() ?? '';
  return said === '' ? peer : said;
}
