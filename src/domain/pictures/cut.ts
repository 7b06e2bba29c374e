// Which part of a picture is kept, and which side is up: asked on the page, done in
// the worker, by the same arithmetic.

export type Size = { width: number; height: number };

/** Shares of a picture's width and height, from its left upper corner: 0 to 1. */
export type Part = { left: number; top: number; width: number; height: number };

/** Quarters of a turn to the right, and the part that is kept of what stands then. */
export type Cut = { turn: 0 | 1 | 2 | 3; part: Part };

export const WHOLE: Part = { left: 0, top: 0, width: 1, height: 1 };

/** A further quarter to the right; the part stays on what it was laid on. */
export function turnRight({ turn, part }: Cut): Cut {
  return {
    turn: ((turn + 1) % 4) as Cut['turn'],
    part: {
      left: 1 - part.top - part.height,
      top: part.left,
      width: part.height,
      height: part.width,
    },
  };
}

/** Pixels of a picture after its turn. */
export function turnedSize({ width, height }: Size, turn: Cut['turn']): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Pixels of what is kept, before it is made smaller. */
export function cutSize(size: Size, { turn, part }: Cut): Size {
  const turned = turnedSize(size, turn);
  return {
    width: Math.max(1, Math.round(turned.width * part.width)),
    height: Math.max(1, Math.round(turned.height * part.height)),
  };
}

/** Six numbers of an affine map, as a canvas takes them. */
export type Placing = [number, number, number, number, number, number];

/** Where the whole picture is drawn so that its cut fills a canvas of `cutSize`. */
export function placeCut(size: Size, cut: Cut): Placing {
  const { width, height } = turnedSize(size, cut.turn);
  const x = -cut.part.left * width;
  const y = -cut.part.top * height;
  switch (cut.turn) {
    case 0:
      return [1, 0, 0, 1, x, y];
    case 1:
      return [0, 1, -1, 0, x + width, y];
    case 2:
      return [-1, 0, 0, -1, x + width, y + height];
    case 3:
      return [0, -1, 1, 0, x, y + height];
    default:
      return cut.turn satisfies never;
  }
}
