// What a resident has written, as it goes to the county: read again by the browser.
import SignaturePad from 'signature_pad';
import { expect, test } from 'vitest';
import { encodeSignature } from '../../src/counter/intake/encode-signature.ts';

/** A pad of a telephone with three pixels to each of CSS, signed from end to end. */
function aSignedPad(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const [width, height, ratio] = [360, 200, 3];
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.getContext('2d')?.scale(ratio, ratio);
  const pad = new SignaturePad(canvas, { minWidth: 1.5, maxWidth: 3 });
  const strokes = Array.from({ length: 18 }, (_, stroke) => ({
    ...({ penColor: 'black', dotSize: 0, minWidth: 1.5, maxWidth: 3 } as const),
    velocityFilterWeight: 0.7,
    compositeOperation: 'source-over' as const,
    points: Array.from({ length: 24 }, (__, at) => ({
      x: 25 + (stroke % 6) * 52 + at * 1.9 + 6 * Math.sin(at / 3 + stroke),
      y: 35 + Math.floor(stroke / 6) * 50 + 30 * Math.sin(at / 4 + stroke * 2),
      time: stroke * 600 + at * 16,
      pressure: 0.5,
    })),
  }));
  pad.fromData(strokes);
  return canvas;
}

async function drawnOnPaper(png: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(png);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

const greysOf = ({ data }: ImageData) => data.filter((_, at) => at % 4 === 0);

test('a whole signature weighs less than 8 kB, and is black on white in four greys', async () => {
  const png = await encodeSignature(aSignedPad());
  if (png === null) throw new Error('nothing was drawn');
  expect(png.size).toBeLessThan(8 * 1024);
  const image = await drawnOnPaper(png);
  expect(Math.max(image.width, image.height)).toBeLessThanOrEqual(480);
  const greys = greysOf(image);
  expect([...new Set(greys)].toSorted((a, b) => a - b)).toEqual([
    0, 85, 170, 255,
  ]);
  // Ink as a pen leaves it: some of the paper, and far from all.
  const ink = greys.filter((grey) => grey < 128).length / greys.length;
  expect(ink).toBeGreaterThan(0.03);
  expect(ink).toBeLessThan(0.4);
});

test('only what was written is kept, with a margin', async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 300;
  canvas.height = 200;
  const context = canvas.getContext('2d');
  context?.fillRect(101, 50, 21, 30);
  const png = await encodeSignature(canvas);
  const image = await drawnOnPaper(png ?? new Blob());
  expect([image.width, image.height]).toEqual([33, 42]);
  const greys = greysOf(image);
  expect(greys[0]).toBe(255);
  expect(greys[6 * 33 + 6]).toBe(0);
  expect(greys[6 * 33 + 5]).toBe(255);
  expect(greys.filter((grey) => grey === 0).length).toBe(21 * 30);
});

test('a pad without ink gives nothing', async () => {
  const canvas = document.createElement('canvas');
  expect(await encodeSignature(canvas)).toBeNull();
});
