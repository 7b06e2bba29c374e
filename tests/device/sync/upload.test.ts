import { describe, expect, it } from 'vitest';
import { uploadName } from '../../../src/protocol/materials.ts';
import { anEnrolledDevice, now } from '../a-device.ts';
import { aCase } from './some-cases.ts';

describe('photographs', () => {
  it('guarantee 7: a cut upload asks the offset and sends the rest', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    let isCut = false;
    county.fault = async (request) => {
      if (isCut || request.method !== 'POST') return undefined;
      const sha256 = /materials\/([0-9a-f]{64})$/.exec(request.url)?.[1];
      if (sha256 === undefined) return undefined;
      isCut = true;
      const bytes = new Uint8Array(await request.arrayBuffer());
      county.uploads.set(sha256, bytes.slice(0, 17));
      throw new TypeError('cut');
    };
    await aCase(bench, 1);
    await api.sync.now();
    await api.sync.now();
    await api.sync.now();
    expect(isCut).toBe(true);
    expect(county.requests.some((each) => each.startsWith('HEAD'))).toBe(true);
    expect(county.requests.some((each) => each.startsWith('PATCH'))).toBe(true);
    const stored = await bench.device.store.db.materialBytes.toArray();
    for (const { sha256, ciphertext } of stored)
      expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
  });

  it('a photograph that a proxy does not let through holds up no other', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    let tooLarge: string | undefined;
    county.fault = (request) => {
      const sha256 = /materials\/([0-9a-f]{64})$/.exec(request.url)?.[1];
      tooLarge ??= sha256;
      return Promise.resolve(
        sha256 !== undefined && sha256 === tooLarge
          ? new Response('<html>413</html>', { status: 413 })
          : undefined,
      );
    };
    await aCase(bench, 2);
    await api.sync.now();
    await api.sync.now();
    expect(county.uploads.size).toBe(2);
    expect((await now(api.outbox.watch)).unsent.materials).toBe(1);
    // It goes on being tried: whoever mends the proxy need not come here.
    county.fault = undefined;
    await api.sync.now();
    expect(county.uploads.size).toBe(3);
  });

  it('the answer to another upload does not count: it is sent until the county has it', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    let first: string | undefined;
    let swapped: string | undefined;
    county.fault = (request) => {
      const sha256 = /materials\/([0-9a-f]{64})$/.exec(request.url)?.[1];
      first ??= sha256;
      if (sha256 === undefined || first === undefined)
        return Promise.resolve(undefined);
      if (sha256 === first || swapped !== undefined)
        return Promise.resolve(undefined);
      swapped = sha256;
      const headers = { 'upload-offset': '9', 'upload-of': uploadName(first) };
      return Promise.resolve(new Response(null, { status: 201, headers }));
    };
    await aCase(bench, 2);
    await api.sync.now();
    expect(swapped).toBeDefined();
    await api.sync.now();
    const { db } = bench.device.store;
    expect(county.uploads.has(swapped ?? '')).toBe(true);
    const states = (await db.materials.toArray()).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['sent']));
  });

  it.each([
    [204, { 'upload-offset': '9' }],
    [404, {}],
  ])(
    'guarantee 7: nothing goes to where another upload goes on: %i',
    async (status, headers) => {
      const bench = await anEnrolledDevice();
      const { county, api } = bench;
      const of = { 'upload-of': uploadName('ab'.repeat(32)) };
      let isCut = false;
      let isSwapped = false;
      const offsets: (string | null)[] = [];
      county.fault = async (request) => {
        const { method, url } = request;
        const sha256 = /materials\/([0-9a-f]{64})/.exec(url)?.[1];
        if (sha256 === undefined) return undefined;
        if (method === 'PATCH')
          offsets.push(request.headers.get('upload-offset'));
        if (method === 'POST' && !isCut) {
          isCut = true;
          const bytes = new Uint8Array(await request.arrayBuffer());
          county.uploads.set(sha256, bytes.slice(0, 17));
          throw new TypeError('cut');
        }
        if (method !== 'HEAD' || isSwapped) return undefined;
        isSwapped = true;
        return new Response(null, { status, headers: { ...headers, ...of } });
      };
      await aCase(bench, 1);
      for (let i = 0; i < 4; i += 1) await api.sync.now();
      expect(isSwapped).toBe(true);
      expect(offsets).toEqual(['17']);
      const stored = await bench.device.store.db.materialBytes.toArray();
      for (const { sha256, ciphertext } of stored)
        expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
    },
  );
});
