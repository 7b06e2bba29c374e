// A picture from the camera is decoded, cut, made smaller and encoded anew: about
// 150 kB, longest side 1,600 pixels, without GPS and other EXIF. Runs in the
// worker, one at a time: a 12 MP picture takes 60 MB of memory while it is open.
import type { Cut, Picture } from '../api/pictures.ts';
import type { ShrunkImage } from '../ports.ts';
import { drawPicture, withPicture } from './draw-picture.ts';

const LONGEST_SIDE = 1600;
const SMALLER_SIDE = 1200;
const GOAL_BYTES = 150 * 1024;
const QUALITIES = [0.8, 0.7, 0.6, 0.5, 0.4] as const;

const UNREADABLE: ShrunkImage = { ok: false, code: 'photographUnreadable' };

/** JPEG bytes of the picture, or of its cut; or why there are none. */
export async function processPhotograph(
  picture: Picture,
  cut?: Cut,
): Promise<ShrunkImage> {
  const shrunk = await withPicture(picture, (bitmap) => shrink(bitmap, cut));
  // A frame of the camera is needed no more.
  if (!(picture instanceof Blob)) picture.close();
  return shrunk ?? UNREADABLE;
}

async function shrink(bitmap: ImageBitmap, cut?: Cut): Promise<ShrunkImage> {
  for (const side of [LONGEST_SIDE, SMALLER_SIDE]) {
    const canvas = drawPicture(bitmap, side, cut);
    if (canvas === undefined) return UNREADABLE;
    const jpeg = await encode(canvas);
    if (jpeg === undefined) return UNREADABLE;
    if (jpeg.size <= GOAL_BYTES || side === SMALLER_SIDE)
      return { ok: true, bytes: await jpeg.arrayBuffer() };
  }
  return UNREADABLE;
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
