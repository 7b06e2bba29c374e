// The device in real Chromium: its IndexedDB, WebCrypto, Argon2id and canvas; the
// county is a fake.
import { afterEach, describe, expect, it } from 'vitest';
import { browserPorts } from '../../src/device/browser-ports.ts';
import { processPhotograph } from '../../src/device/materials/process-photograph.ts';
import { sha256Hex } from '../../src/device/bytes.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from './a-device.ts';

const open: Bench[] = [];

async function aRealDevice(): Promise<Bench> {
  const { indexedDB, keyRange, stretch, shrink } = browserPorts('unused');
  const bench = await anEnrolledDevice({
    indexedDB,
    keyRange,
    stretch,
    shrink,
  });
  open.push(bench);
  return bench;
}

afterEach(async () => {
  for (const { device } of open.splice(0)) {
    await device.stop();
    await device.store.db.delete();
  }
});

/** A picture of noise, which no encoder makes small. */
async function aPicture(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const image = context.createImageData(width, height);
  let seed = 7;
  for (let i = 0; i < image.data.length; i += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    image.data[i] = i % 4 === 3 ? 255 : seed % 256;
  }
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
}

describe('the vault', () => {
  it('opens with the right PIN alone, and a lock closes it', async () => {
    const { api } = await aRealDevice();
    const draftId = must(await api.drafts.create('V02'));
    await api.device.lock();
    expect(await api.drafts.read(draftId)).toMatchObject({ code: 'locked' });
    expect(await api.device.unlock('clerk-1', '111112')).toMatchObject({
      code: 'wrongSecret',
    });
    must(await api.device.unlock('clerk-1', PIN));
    must(await api.drafts.read(draftId));
  });

  it('gives no private key to script', async () => {
    const { device } = await aRealDevice();
    const row = await device.store.db.keys.get('delivery');
    if (row?.name !== 'delivery') throw new Error('no delivery key');
    const taking = crypto.subtle.exportKey('pkcs8', row.privateKey);
    await expect(taking).rejects.toThrow();
  });
});

describe('a photograph', () => {
  it('becomes a JPEG of at most 1600 pixels and about 150 kB', async () => {
    const picture = await aPicture(3000, 2000);
    expect(picture.size).toBeGreaterThan(1_000_000);
    const shrunk = await processPhotograph(picture);
    if (!shrunk.ok) throw new Error(shrunk.code);
    const bitmap = await createImageBitmap(new Blob([shrunk.bytes]));
    expect(Math.max(bitmap.width, bitmap.height)).toBeLessThanOrEqual(1600);
    expect(bitmap.width / bitmap.height).toBeCloseTo(1.5, 1);
    expect([...new Uint8Array(shrunk.bytes).subarray(0, 2)]).toEqual([
      0xff, 0xd8,
    ]);
  });

  it('that is none is refused', async () => {
    expect(await processPhotograph(new Blob(['not a picture']))).toEqual({
      ok: false,
      code: 'photographUnreadable',
    });
  });

  it('that came out empty is noticed', async () => {
    const empty = new OffscreenCanvas(64, 64);
    empty.getContext('2d');
    const blob = await empty.convertToBlob({ type: 'image/png' });
    expect(await processPhotograph(blob)).toMatchObject({ ok: false });
  });

  it('lies on the disk under the hash of its ciphertext, and opens again', async () => {
    const { api, device } = await aRealDevice();
    const draftId = must(await api.drafts.create('V02'));
    const file = await aPicture(800, 600);
    const view = must(await api.drafts.addPhotograph(draftId, 'p', file));
    const [paper] = view.papers;
    const sha256 = paper?.how === 'photo' ? paper.pages[0]?.sha256 : undefined;
    const row = await device.store.db.materialBytes.get(sha256 ?? '');
    if (row === undefined) throw new Error('not stored');
    expect(await sha256Hex(row.ciphertext)).toBe(sha256);
    const opened = must(await api.materials.read(row.sha256));
    expect(opened.type).toBe('image/jpeg');
    const bitmap = await createImageBitmap(opened);
    expect(bitmap.width).toBe(800);
  });

  it('a PDF stays as it is, byte for byte', async () => {
    const { api } = await aRealDevice();
    const draftId = must(await api.drafts.create('V02'));
    const pdf = new Blob(['%PDF-1.7\nanything']);
    const view = must(await api.drafts.addPhotograph(draftId, 'p', pdf));
    const [paper] = view.papers;
    const page = paper?.how === 'photo' ? paper.pages[0] : undefined;
    expect(page?.mediaType).toBe('application/pdf');
    const opened = must(await api.materials.read(page?.sha256 ?? ''));
    expect(await opened.text()).toBe(await pdf.text());
  });
});

describe('submit', () => {
  it('two at once give two numbers, one chain, and both arrive', async () => {
    const { api, county, device } = await aRealDevice();
    const drafts = [
      await aFilledDraft(api, { photographs: 0 }),
      await aFilledDraft(api, { photographs: 0 }),
    ];
    const [first, second] = await Promise.all(
      drafts.map((draftId) => api.drafts.submit(draftId)),
    );
    if (first === undefined || second === undefined) throw new Error('two');
    expect(must(first).number).not.toBe(must(second).number);
    const chain = await device.store.db.chain.orderBy('seq').toArray();
    expect(chain.map(({ seq }) => seq)).toEqual([1, 2]);
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    const { unsent } = await now(api.outbox.watch);
    expect(unsent).toMatchObject({ operations: 0, materials: 0 });
  });

  it('what was saved is there for a device that starts anew', async () => {
    const { api, device, ports, county } = await aRealDevice();
    county.fault = () => Promise.reject(new TypeError('no network'));
    const draftId = await aFilledDraft(api, { photographs: 0 });
    const { number } = must(await api.drafts.submit(draftId));
    await device.stop();
    const { createDevice } = await import('../../src/device/create-device.ts');
    const again = createDevice(ports);
    await again.start();
    must(await again.api.device.unlock('clerk-1', PIN));
    expect(await now(again.api.cases.watch)).toMatchObject([
      { number, display: 'saved' },
    ]);
    await again.stop();
  });
});
