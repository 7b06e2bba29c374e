// Whether a paper lies over the edge of the frame that it should lie in. Told only
// where the table is seen on some side and differs from the paper; nothing is said of a
// white paper on a white table.
import type { Part } from '../../domain/pictures/cut.ts';
import type { Grey } from './judge-picture.ts';

/** How far beside the frame is looked, of the picture, and from how much on. */
const DEPTH = 0.05;
const LEAST_DEPTH = 0.01;
/** Grey levels between table and paper. */
const CONTRAST = 40;
/** Of that contrast; a table is lighter towards the lamp, and no paper yet. */
const LIKE_PAPER = 0.35;
/** Of one side: a hand that holds the paper covers less. */
const SHARE = 0.3;

/** `paper`: the grey level of what lies in the frame. */
export function reachesOut(grey: Grey, part: Part, paper: number): boolean {
  const sides = besideOf(part).map((side) => levelsIn(grey, side));
  const [table] = sides
    .map((levels) => levels.reduce((a, b) => a + b, 0) / levels.length)
    .sort((a, b) => Math.abs(b - paper) - Math.abs(a - paper));
  if (table === undefined) return false;
  const contrast = Math.abs(table - paper);
  if (contrast < CONTRAST) return false;
  return sides.some((levels) => {
    const alike = levels.filter(
      (level) => Math.abs(level - paper) < contrast * LIKE_PAPER,
    );
    return alike.length > levels.length * SHARE;
  });
}

/** A strip outside each side of the part, where the picture has room for one. */
function besideOf({ left, top, width, height }: Part): Part[] {
  const across = (from: number, depth: number): Part => ({
    left: from,
    top,
    width: depth,
    height,
  });
  const down = (from: number, depth: number): Part => ({
    left,
    top: from,
    width,
    height: depth,
  });
  const [right, bottom] = [left + width, top + height];
  return [
    across(left - depthOf(left), depthOf(left)),
    across(right, depthOf(1 - right)),
    down(top - depthOf(top), depthOf(top)),
    down(bottom, depthOf(1 - bottom)),
  ].filter((side) => Math.min(side.width, side.height) >= LEAST_DEPTH);
}

const depthOf = (room: number) => Math.min(room, DEPTH);

/** Every other pixel both ways tells enough. */
function levelsIn({ width, height, data }: Grey, side: Part): number[] {
  const levels: number[] = [];
  const [x0, x1] = [side.left, side.left + side.width].map((x) => x * width);
  const [y0, y1] = [side.top, side.top + side.height].map((y) => y * height);
  for (let y = Math.ceil(y0 ?? 0); y < (y1 ?? 0); y += 2)
    for (let x = Math.ceil(x0 ?? 0); x < (x1 ?? 0); x += 2)
      levels.push(data[y * width + x] ?? 0);
  return levels;
}
