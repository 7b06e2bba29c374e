// What a resident has written, as it goes to the county: read again by the browser.
import { expect, test } from 'vitest';
import { encodeSignature } from '../../src/counter/intake/encode-signature.ts';
import { startInk } from '../../src/counter/intake/ink-pad.ts';

/** A pad of a telephone with three pixels to each of CSS, signed from end to end. */
async function aSignedPad(): Promise<HTMLCanvasElement> {
  Object.defineProperty(window, 'devicePixelRatio', {
    configurable: true,
    value: 3,
  });
  const canvas = document.createElement('canvas');
  canvas.style.width = '360px';
  canvas.style.height = '200px';
  document.body.append(canvas);
  let strokesSaid = 0;
  const pad = startInk(canvas, {
    onBegin: () => undefined,
    onEnd: () => {
      strokesSaid += 1;
    },
  });
  await expect.poll(() => canvas.width).toBe(1080);
  const { left, top } = canvas.getBoundingClientRect();
  const touch = (type: string, x: number, y: number) =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        pointerId: 7,
        clientX: left + x,
        clientY: top + y,
      }),
    );
  for (let stroke = 0; stroke < 18; stroke += 1)
    for (let at = 0; at < 24; at += 1)
      touch(
        at === 0 ? 'pointerdown' : at === 23 ? 'pointerup' : 'pointermove',
        25 + (stroke % 6) * 52 + at * 1.9 + 6 * Math.sin(at / 3 + stroke),
        35 + Math.floor(stroke / 6) * 50 + 30 * Math.sin(at / 4 + stroke * 2),
      );
  expect(strokesSaid).toBe(18);
  pad.stop();
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
  const png = await encodeSignature(await aSignedPad());
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
