// AWS Signature Version 4 in the Authorization header, as every S3-compatible store
// understands it, for the four requests that are made here: no query, one chunk.
import { createHash, createHmac } from 'node:crypto';
import type { S3Settings } from '../settings/material-settings.ts';

/** Of nothing. */
const EMPTY = createHash('sha256').update('').digest('hex');

export type S3Headers = {
  Authorization: string;
  'x-amz-content-sha256': string;
  'x-amz-date': string;
};

/**
 * Headers of a request of that address (no query). `bodySha256`: hex; the store refuses
 * a body of another hash; absent: there is none.
 */
export function signS3(
  { region, keyId, secret }: Omit<S3Settings, 'url'>,
  p: { method: string; url: string; now: Date; bodySha256?: string },
): S3Headers {
  const { host, pathname } = new URL(p.url);
  const at = p.now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = at.slice(0, 8);
  const hash = p.bodySha256 ?? EMPTY;
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const canonical = [
    p.method,
    pathname,
    '',
    `host:${host}`,
    `x-amz-content-sha256:${hash}`,
    `x-amz-date:${at}`,
    '',
    names,
    hash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', at, scope, digest].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    `AWS4${secret}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return {
    Authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    'x-amz-content-sha256': hash,
    'x-amz-date': at,
  };
}
