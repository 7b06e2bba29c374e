import { describe, expect, it } from 'vitest';
import { detached } from '../../../src/platform/http/routes/detached.ts';
import { DETACHED_JOSE } from '../../../src/protocol/published-catalogue.ts';
import { aDevice } from '../a-device.ts';
import { FakeCounty } from '../fake-county.ts';

async function aCounty() {
  const county = await FakeCounty.open();
  county.forms = [DETACHED_JOSE];
  return county;
}

describe('a catalogue whose payload comes beside its signature', () => {
  it('is kept as it was signed, and read again after a restart', async () => {
    const { api, device } = await aDevice({}, await aCounty());
    await expect.poll(() => api.catalogue.matters()).toHaveLength(32);
    const rows = await device.store.db.catalogues.toArray();
    expect(rows.map(({ jws }) => jws.split('.').length)).toEqual([3]);
    expect(rows[0]?.jws).not.toContain('..');
  });

  it('is refused when a letter of it is another', async () => {
    const county = await aCounty();
    const { fetch } = county;
    let asked = 0;
    const altered: typeof fetch = async (request) => {
      const response = await fetch(request);
      if (response.headers.get('content-type') !== DETACHED_JOSE)
        return response;
      asked += 1;
      const text = (await response.text()).replace('养老', '抚恤');
      return new Response(text, { headers: response.headers });
    };
    const { api, device } = await aDevice({ fetch: altered }, county);
    await expect.poll(() => asked).toBeGreaterThan(0);
    expect(await api.catalogue.matters()).toEqual([]);
    expect(await device.store.db.catalogues.count()).toBe(0);
  });
});

it('puts beside the signature exactly what was signed', () => {
  const payload = Buffer.from('{"a":"“养老”"}').toString('base64url');
  expect(detached(`h.${payload}.s`)).toBe('h..s\n{"a":"“养老”"}');
});
