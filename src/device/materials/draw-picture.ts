// Opens a picture and draws it. One at a time: what is looked at and what is made
// smaller would else lie in memory twice.
import {
  cutSize,
  placeCut,
  WHOLE,
  type Cut,
} from '../../domain/pictures/cut.ts';
import type { Picture } from '../api/pictures.ts';

const UNCUT: Cut = { turn: 0, part: WHOLE };

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs `task` on the decoded picture, upright as its EXIF says; undefined when it
 * cannot be decoded. What was decoded is closed behind it, what was given is not.
 */
export function withPicture<Value>(
  picture: Picture,
  task: (bitmap: ImageBitmap) => Value | Promise<Value>,
): Promise<Value | undefined> {
  const run = async (): Promise<Value | undefined> => {
    if (!(picture instanceof Blob)) return task(picture);
    let bitmap: ImageBitmap;
    try {
      bitmap = await createImageBitmap(picture);
    } catch {
      return undefined;
    }
    try {
      return await task(bitmap);
    } finally {
      bitmap.close();
    }
  };
  const turn = queue.then(run);
  queue = turn.catch(() => undefined);
  return turn;
}

/**
 * The picture or its cut on white, its longer side at most `longest` pixels;
 * undefined when the canvas stayed empty, which no error tells.
 */
export function drawPicture(
  bitmap: ImageBitmap,
  longest: number,
  cut = UNCUT,
): OffscreenCanvas | undefined {
  const size = cutSize(bitmap, cut);
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: true });
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  context.scale(width / size.width, height / size.height);
  context.transform(...placeCut(bitmap, cut));
  context.drawImage(bitmap, 0, 0);
  context.resetTransform();
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
