// A picture from the camera is decoded, made smaller and encoded anew: about
// 150 kB, longest side 1,600 pixels, without GPS and other EXIF. Runs in the
// worker, one at a time: a 12 MP picture takes 60 MB of memory while it is open.
import type { ShrunkImage } from '../ports.ts';

const LONGEST_SIDE = 1600;
const SMALLER_SIDE = 1200;
const GOAL_BYTES = 150 * 1024;
const QUALITIES = [0.8, 0.7, 0.6, 0.5, 0.4] as const;

const UNREADABLE: ShrunkImage = { ok: false, code: 'photographUnreadable' };

let queue: Promise<unknown> = Promise.resolve();

/** JPEG bytes of the picture, or why there are none. */
export function processPhotograph(picture: Blob): Promise<ShrunkImage> {
  const turn = queue.then(() => shrink(picture));
  queue = turn.catch(() => undefined);
  return turn;
}

async function shrink(picture: Blob): Promise<ShrunkImage> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(picture);
  } catch {
    return UNREADABLE;
  }
  try {
    for (const side of [LONGEST_SIDE, SMALLER_SIDE]) {
      const canvas = draw(bitmap, side);
      if (canvas === undefined) return UNREADABLE;
      const jpeg = await encode(canvas);
      if (jpeg === undefined) return UNREADABLE;
      if (jpeg.size <= GOAL_BYTES || side === SMALLER_SIDE)
        return { ok: true, bytes: await jpeg.arrayBuffer() };
    }
    return UNREADABLE;
  } finally {
    bitmap.close();
  }
}

/** undefined when the canvas stayed empty, which no error tells. */
function draw(
  bitmap: ImageBitmap,
  longest: number,
): OffscreenCanvas | undefined {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: true });
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  if (isEmpty(canvas)) return undefined;
  // JPEG knows no transparency: what shines through is paper.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return canvas;
}

/**
 * Beyond a browser's limit a canvas silently holds nothing. Some pixel of any
 * picture is visible, and no camera makes a picture of zeros alone.
 */
function isEmpty(canvas: OffscreenCanvas): boolean {
  const probe = new OffscreenCanvas(16, 16);
  const context = probe.getContext('2d', { willReadFrequently: true });
  if (context === null) return true;
  context.drawImage(canvas, 0, 0, 16, 16);
  const { data } = context.getImageData(0, 0, 16, 16);
  for (let i = 0; i < data.length; i += 4) {
    const colour = (data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0);
    if (colour > 0 && data[i + 3] !== 0) return false;
  }
  return true;
}

/** The best quality that keeps to the goal, else the lowest. */
async function encode(canvas: OffscreenCanvas): Promise<Blob | undefined> {
  let jpeg: Blob | undefined;
  for (const quality of QUALITIES) {
    jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    // A browser that cannot encode a type silently gives PNG.
    if (jpeg.type !== 'image/jpeg' || jpeg.size === 0) return undefined;
    if (jpeg.size <= GOAL_BYTES) return jpeg;
  }
  return jpeg;
}
