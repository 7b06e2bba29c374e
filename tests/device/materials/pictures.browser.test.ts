// Pictures in real Chromium: what is kept of them, which side is up, what is said.
import { describe, expect, test } from 'vitest';
import type { Cut } from '../../../src/device/api/pictures.ts';
import { lookAtPicture } from '../../../src/device/materials/look-at-picture.ts';
import { processPhotograph } from '../../../src/device/materials/process-photograph.ts';
import { WHOLE } from '../../../src/domain/pictures/cut.ts';
import {
  fourColours,
  paperFilm,
  quartersOf,
} from '../../support/canvas-camera.ts';

/** Red and green above, blue and yellow below. */
async function aJpeg(width = 800, height = 600): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), {
    width,
    height,
  });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  fourColours(context);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('no picture'));
      else resolve(blob);
    }, 'image/jpeg');
  });
}

/** The same picture as a telephone writes it that was held upright. */
async function heldUpright(jpeg: Blob): Promise<Blob> {
  // One entry: orientation 6.
  const exif =
    'ffe10022457869660000' +
    '4d4d002a00000008' +
    '00010112000300000001000600000000' +
    '0000';
  const bytes = Uint8Array.from(exif.match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  return new Blob([jpeg.slice(0, 2), bytes, jpeg.slice(2)]);
}

async function kept(picture: Blob | ImageBitmap, cut?: Cut): Promise<Blob> {
  const shrunk = await processPhotograph(picture, cut);
  if (!shrunk.ok) throw new Error(shrunk.code);
  return new Blob([shrunk.bytes], { type: 'image/jpeg' });
}

async function sizeOf(picture: Blob): Promise<[number, number]> {
  const { width, height } = await createImageBitmap(picture);
  return [width, height];
}

describe('a picture that is kept', () => {
  test('is whole and upright without a word about it', async () => {
    const jpeg = await kept(await aJpeg());
    expect(await sizeOf(jpeg)).toEqual([800, 600]);
    expect(await quartersOf(jpeg)).toEqual(['red', 'green', 'blue', 'yellow']);
  });

  test('has nothing of what the camera wrote beside it, or somebody behind it', async () => {
    const upright = await heldUpright(await aJpeg());
    const place = '30.0023N 109.4801E';
    // A comment, as JPEG has it, and a page behind the end.
    const comment = new Uint8Array([0xff, 0xfe, 0, place.length + 2]);
    const page = '<script>alert(1)</script>';
    const full = new Blob([
      upright.slice(0, 2),
      comment,
      place,
      upright.slice(2),
      page,
    ]);
    const text = async (blob: Blob) =>
      new TextDecoder('latin1').decode(await blob.arrayBuffer());
    const words = ['Exif', place, page];
    const before = await text(full);
    const after = await text(await kept(full));
    for (const word of words) {
      expect(before).toContain(word);
      expect(after).not.toContain(word);
    }
  });

  test('is turned as the telephone was held, and further as it is asked', async () => {
    const upright = await heldUpright(await aJpeg());
    const jpeg = await kept(upright);
    expect(await sizeOf(jpeg)).toEqual([600, 800]);
    expect(await quartersOf(jpeg)).toEqual(['blue', 'red', 'yellow', 'green']);
    const turned = await kept(upright, { turn: 1, part: WHOLE });
    expect(await sizeOf(turned)).toEqual([800, 600]);
    expect(await quartersOf(turned)).toEqual([
      'yellow',
      'blue',
      'green',
      'red',
    ]);
  });

  test('is made of the pixels of its part, as many as there are', async () => {
    const part = { left: 0.5, top: 0.5, width: 0.5, height: 0.5 };
    const large = await aJpeg(3000, 2000);
    const jpeg = await kept(large, { turn: 0, part });
    expect(await sizeOf(jpeg)).toEqual([1500, 1000]);
    expect(new Set(await quartersOf(jpeg))).toEqual(new Set(['yellow']));
  });

  test('may be a frame that is nowhere but in memory, and is let go', async () => {
    const frame = await createImageBitmap(await aJpeg());
    const jpeg = await kept(frame, { turn: 2, part: WHOLE });
    expect(await quartersOf(jpeg)).toEqual(['yellow', 'blue', 'green', 'red']);
    expect(frame.width).toBe(0);
  });
});

describe('a picture that is looked at', () => {
  test('is shown small, upright, and given back', async () => {
    const picture = await heldUpright(await aJpeg(4000, 3000));
    const looked = await lookAtPicture(picture, WHOLE);
    if (!looked.ok) throw new Error(looked.code);
    const { view, picture: given } = looked.look;
    expect([view.width, view.height]).toEqual([900, 1200]);
    expect(given).toBe(picture);
  });

  test('is told from a blurred one by its writing', async () => {
    const canvas = Object.assign(document.createElement('canvas'), {
      width: 1200,
      height: 900,
    });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    paperFilm({})(context);
    const frame = await createImageBitmap(canvas);
    expect(await lookAtPicture(frame, WHOLE)).toMatchObject({
      ok: true,
      look: { fault: null },
    });
    context.filter = 'blur(4px)';
    context.drawImage(canvas, 0, 0);
    const blurred = await createImageBitmap(canvas);
    expect(await lookAtPicture(blurred, WHOLE)).toMatchObject({
      ok: true,
      look: { fault: 'blurred' },
    });
  });

  test('may be too small, or none', async () => {
    const small = await lookAtPicture(await aJpeg(320, 240), WHOLE);
    expect(small).toMatchObject({ look: { fault: 'small' } });
    const none = await lookAtPicture(new Blob(['no picture']), WHOLE);
    expect(none).toEqual({ ok: false, code: 'photographUnreadable' });
  });
});
