import { describe, expect, it } from 'vitest';
import { pictureCalls } from '../../../src/device/calls/picture-calls.ts';
import { findPixels } from '../../../src/device/materials/picture-size.ts';
import { takeFile } from '../../../src/device/materials/take-file.ts';
import { WHOLE } from '../../../src/domain/pictures/cut.ts';

const bigEndian = (value: number, bytes: number) =>
  Array.from(
    { length: bytes },
    (_, i) => (value >>> (8 * (bytes - 1 - i))) & 255,
  );

/** Head of a JPEG: EXIF with a thumbnail of its own, a table, then the frame. */
function aJpeg(width: number, height: number, frame = 0xc0): Blob {
  const thumbnail = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 120, 0, 160];
  const exif = [
    0xff,
    0xe1,
    ...bigEndian(2 + thumbnail.length, 2),
    ...thumbnail,
  ];
  const table = [0xff, 0xc4, ...bigEndian(5, 2), 0, 0, 0];
  const size = [...bigEndian(height, 2), ...bigEndian(width, 2)];
  const start = [0xff, 0xff, frame, ...bigEndian(17, 2), 8, ...size];
  return new Blob([
    new Uint8Array([0xff, 0xd8, ...exif, ...table, ...start, 3, 1, 2]),
  ]);
}

function aPng(width: number, height: number): Blob {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const head = [...bigEndian(13, 4), 0x49, 0x48, 0x44, 0x52];
  return new Blob([
    new Uint8Array([
      ...signature,
      ...head,
      ...bigEndian(width, 4),
      ...bigEndian(height, 4),
      8,
    ]),
  ]);
}

describe('how large a picture will be', () => {
  it.each([
    ['a JPEG', aJpeg(4032, 3024), 4032 * 3024],
    ['a progressive JPEG', aJpeg(16320, 12240, 0xc2), 16320 * 12240],
    ['a PNG', aPng(20_000, 10_000), 200_000_000],
  ])('is read from the head of %s', async (_what, file, pixels) => {
    expect(await findPixels(file)).toBe(pixels);
  });

  it.each([
    ['nothing', new Blob([])],
    ['two bytes of a JPEG', new Blob([new Uint8Array([0xff, 0xd8])])],
    ['a JPEG that breaks off', aJpeg(4032, 3024).slice(0, 20)],
    ['text', new Blob(['a text that is longer than a head'])],
  ])('is not known of %s', async (_what, file) => {
    expect(await findPixels(file)).toBeUndefined();
  });
});

describe('a chosen picture', () => {
  it.each([
    ['200 megapixels of a JPEG', aJpeg(16320, 12240)],
    ['200 megapixels of a PNG', aPng(20_000, 10_000)],
  ])('of %s is never decoded', async (_what, file) => {
    const decode = () => Promise.reject(new Error('it was decoded'));
    const refused = { ok: false, code: 'pictureTooLarge' };
    expect(await takeFile({ shrink: decode }, file)).toEqual(refused);
    const pictures = pictureCalls({ ports: { look: decode } });
    expect(await pictures.look(file, WHOLE)).toEqual(refused);
  });

  it('of 50 megapixels, as telephones make them, is taken', async () => {
    const bytes = new ArrayBuffer(3);
    const shrink = () => Promise.resolve({ ok: true as const, bytes });
    expect(await takeFile({ shrink }, aJpeg(8192, 6144))).toEqual({
      ok: true,
      value: { bytes, mediaType: 'image/jpeg' },
    });
  });
});
