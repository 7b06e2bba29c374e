// An S3-compatible store as a county may have one: it checks the signature (AWS Signature
// Version 4, written apart from the platform's own code) and the hash of each body, and
// can be away, refuse, and lose its answer on the way.
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Settings } from '../../src/platform/settings/material-settings.ts';

export type ObjectStore = {
  settings: S3Settings;
  /** By path in the bucket. */
  objects: Map<string, Buffer>;
  /** Requests whose signature did not fit. */
  unsigned: () => number;
  behave: (how: 'broken' | 'cut' | 'portal' | null) => void;
  close: () => Promise<void>;
};

export async function openObjectStore(): Promise<ObjectStore> {
  const keyId = 'COUNTYKEY';
  const secret = 'a secret of the store and of the county';
  const region = 'hb-1';
  const objects = new Map<string, Buffer>();
  let unsigned = 0;
  let how: Parameters<ObjectStore['behave']>[0] = null;
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      if (how === 'broken') {
        response.writeHead(503).end('<Error/>');
        return;
      }
      if (how === 'portal') {
        response.writeHead(302, { Location: '/login' }).end();
        return;
      }
      const refusal = refusalOf(request, body, { keyId, secret, region });
      if (refusal !== null) {
        unsigned += 1;
        response.writeHead(refusal).end('<Error/>');
        return;
      }
      const name = (request.url ?? '').replace('/materials/', '');
      const found = objects.get(name);
      if (request.method === 'PUT') objects.set(name, body);
      if (request.method === 'DELETE') objects.delete(name);
      if (how === 'cut') {
        request.socket.destroy();
        return;
      }
      if (request.method === 'PUT') response.writeHead(200).end();
      else if (request.method === 'DELETE') response.writeHead(204).end();
      else if (found === undefined) response.writeHead(404).end();
      else {
        response.writeHead(200, { 'Content-Length': found.length });
        response.end(request.method === 'HEAD' ? undefined : found);
      }
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      url: `http://127.0.0.1:${port}/materials`,
      region,
      keyId,
      secret,
    },
    objects,
    unsigned: () => unsigned,
    behave: (next) => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** By the steps of the signature's own description; null: it fits. */
function refusalOf(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  known: Omit<S3Settings, 'url'>,
): number | null {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (said === null) return 403;
  const [, id, day = '', region = '', names = '', signature] = said;
  const hash = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== hash) return 400;
  const lines = names
    .split(';')
    .map((name) => `${name}:${String(headers[name])}\n`);
  const request = `${method}\n${url}\n\n${lines.join('')}\n${names}\n${hash}`;
  const toSign = `AWS4-HMAC-SHA256\n${String(headers['x-amz-date'])}\n${day}/${region}/s3/aws4_request\n${createHash('sha256').update(request).digest('hex')}`;
  const mac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const key = mac(
    mac(mac(mac(`AWS4${known.secret}`, day), region), 's3'),
    'aws4_request',
  );
  const fits =
    id === known.keyId &&
    region === known.region &&
    names === 'host;x-amz-content-sha256;x-amz-date' &&
    mac(key, toSign).toString('hex') === signature;
  return fits ? null : 403;
}
