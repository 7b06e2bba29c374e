// Where the paper should lie in the camera's picture, by what kind of paper it is.
import type { PictureFault } from '../../device/device-api.ts';
import type { MaterialType } from '../../domain/catalogue/county-schema.ts';
import { WHOLE, type Part, type Size } from '../../domain/pictures/cut.ts';

export type PaperShape = 'card' | 'page' | 'scene' | 'mark';

/** Width by height, of what has the size of an identity card. */
const CARD = 85.6 / 54;
const PAGE = 210 / 297;
/** Of the picture, so that the table's edge is seen on each side. */
const SHARE = 0.88;
/** Nobody holds a telephone that still. */
const MARGIN = 0.04;

/** What stands in front of the camera: a portrait or a house has no edges to fit. */
export function shapeOf(type: MaterialType | undefined): PaperShape {
  if (type?.kind === 'photo') return 'scene';
  return type?.card === true ? 'card' : 'page';
}

/** What hinders reading it: around the print of a finger the sheet may go on. */
export function faultOf<Fault extends PictureFault | null>(
  fault: Fault,
  shape: PaperShape,
): Fault | null {
  return shape === 'mark' && fault === 'edge' ? null : fault;
}

/** The frame that is drawn: as large as the picture allows, in its middle. */
export function guideFrame(frame: Size, shape: PaperShape): Part {
  if (shape === 'scene') return WHOLE;
  const ratio = ratioOf(shape, frame.height > frame.width);
  const pixels = Math.min(frame.width * SHARE, frame.height * SHARE * ratio);
  const width = pixels / frame.width;
  const height = pixels / ratio / frame.height;
  return { left: (1 - width) / 2, top: (1 - height) / 2, width, height };
}

function ratioOf(shape: 'card' | 'page' | 'mark', isUpright: boolean): number {
  if (shape === 'card') return CARD;
  // The print of a finger, with the paper around it.
  if (shape === 'mark') return 1;
  return isUpright ? PAGE : 1 / PAGE;
}

/** What is kept of a shot until the clerk says otherwise. */
export function keptPart(frame: Size, shape: PaperShape): Part {
  const { left, top, width, height } = guideFrame(frame, shape);
  const side = Math.min(left, MARGIN);
  const end = Math.min(top, MARGIN);
  return {
    left: left - side,
    top: top - end,
    width: width + 2 * side,
    height: height + 2 * end,
  };
}
