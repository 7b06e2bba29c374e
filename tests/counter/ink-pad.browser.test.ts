// Ink where the finger went, to the very end of it.
import { afterEach, expect, test } from 'vitest';
import { startInk, type InkPad } from '../../src/counter/intake/ink-pad.ts';

let canvas: HTMLCanvasElement;
let pad: InkPad;
let strokesSaid: number;

async function aPad(): Promise<void> {
  canvas = document.createElement('canvas');
  canvas.style.width = '360px';
  canvas.style.height = '200px';
  document.body.append(canvas);
  strokesSaid = 0;
  pad = startInk(canvas, {
    onBegin: () => undefined,
    onEnd: () => {
      strokesSaid += 1;
    },
  });
  await expect
    .poll(() => canvas.width)
    .toBe(360 * Math.max(1, devicePixelRatio));
}

afterEach(() => {
  pad.stop();
  canvas.remove();
});

function touch(type: string, x: number, y: number, pointerId = 7): void {
  const { left, top } = canvas.getBoundingClientRect();
  const place = { clientX: left + x, clientY: top + y };
  canvas.dispatchEvent(new PointerEvent(type, { pointerId, ...place }));
}

function hasInk(x: number, y: number): boolean {
  const scale = canvas.width / canvas.offsetWidth;
  const pixel = canvas
    .getContext('2d')
    ?.getImageData(x * scale, y * scale, 1, 1);
  return (pixel?.data[3] ?? 0) > 127;
}

test('a stroke of two places has ink up to the last, and not past it', async () => {
  await aPad();
  touch('pointerdown', 20, 50);
  touch('pointermove', 120, 50);
  touch('pointerup', 120, 50);
  expect([70, 90, 119].map((x) => hasInk(x, 50))).toEqual([true, true, true]);
  expect(hasInk(124, 50)).toBe(false);
  expect(strokesSaid).toBe(1);
});

test('a finger that is lost ends its stroke, and the next one writes', async () => {
  await aPad();
  touch('pointerdown', 20, 50);
  touch('lostpointercapture', 20, 50);
  expect(strokesSaid).toBe(1);
  touch('pointerdown', 200, 100, 8);
  expect(hasInk(200, 100)).toBe(true);
});

test('what is wiped in the middle of a stroke stays wiped, and the next finger writes', async () => {
  await aPad();
  touch('pointerdown', 20, 50);
  pad.wipe();
  touch('pointermove', 120, 50);
  touch('pointerup', 120, 50);
  expect([20, 70, 119].some((x) => hasInk(x, 50))).toBe(false);
  expect(strokesSaid).toBe(0);
  pad.wipe();
  touch('pointerdown', 20, 50);
  pad.wipe();
  touch('pointerdown', 200, 100, 8);
  expect(hasInk(200, 100)).toBe(true);
});
