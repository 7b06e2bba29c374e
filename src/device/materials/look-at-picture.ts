// Looks at a picture before it becomes a page: a view of it for the page, and how
// legible it is. Loaded when the first picture is taken.
import { cutSize, type Part } from '../../domain/pictures/cut.ts';
import type { Picture } from '../api/pictures.ts';
import type { LookedAt } from '../ports.ts';
import { drawPicture, withPicture } from './draw-picture.ts';
import { judgePicture, type Grey } from './judge-picture.ts';

/** Print of a page is still 15 pixels high, and the judging is quick. */
const VIEW_SIDE = 1200;
/** A card's print, or a page's, cannot be read from less. */
const LEAST_SIDE = 900;

/** A view of the picture and the fault of `part` of it, or why there is none. */
export async function lookAtPicture(
  given: Picture | VideoFrame,
  part: Part,
): Promise<LookedAt> {
  const picture = isMoment(given) ? await stillOf(given) : given;
  const looked = await withPicture(picture, (bitmap): LookedAt | undefined => {
    const canvas = drawPicture(bitmap, VIEW_SIDE);
    if (canvas === undefined) return undefined;
    const fault = judgePicture(greyOf(canvas), part) ?? smallness(bitmap, part);
    const view = canvas.transferToImageBitmap();
    return { ok: true, look: { picture, view, fault } };
  });
  return looked ?? { ok: false, code: 'photographUnreadable' };
}

/** Firefox before 130 does not know them. */
function isMoment(given: Picture | VideoFrame): given is VideoFrame {
  return 'VideoFrame' in globalThis && given instanceof VideoFrame;
}

async function stillOf(moment: VideoFrame): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(moment);
  } finally {
    moment.close();
  }
}

function smallness(bitmap: ImageBitmap, part: Part): 'small' | null {
  const { width, height } = cutSize(bitmap, { turn: 0, part });
  return Math.max(width, height) < LEAST_SIDE ? 'small' : null;
}

function greyOf(canvas: OffscreenCanvas): Grey {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  const data = new Uint8Array(width * height);
  const colours = context?.getImageData(0, 0, width, height).data ?? [];
  for (let i = 0; i < data.length; i += 1) {
    const red = colours[4 * i] ?? 0;
    const green = colours[4 * i + 1] ?? 0;
    const blue = colours[4 * i + 2] ?? 0;
    data[i] = (77 * red + 150 * green + 29 * blue) >> 8;
  }
  return { width, height, data };
}
