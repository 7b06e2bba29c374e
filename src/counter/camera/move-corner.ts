import type { Part } from '../../domain/pictures/cut.ts';

/** From the upper left to the right. */
export type Corner = 0 | 1 | 2 | 3;

/** Less of a picture is no paper; its corners could not be told apart. */
const LEAST = 0.1;

/** Where a corner of the part lies. */
export function cornerOf(part: Part, corner: Corner): [number, number] {
  return [
    isRight(corner) ? part.left + part.width : part.left,
    corner >= 2 ? part.top + part.height : part.top,
  ];
}

/** The part with one corner elsewhere, in the picture and not over the others. */
export function moveCorner(
  part: Part,
  corner: Corner,
  [x, y]: readonly [number, number],
): Part {
  const across = moveEdge(part.left, part.width, isRight(corner), x);
  const down = moveEdge(part.top, part.height, corner >= 2, y);
  return {
    left: across.from,
    width: across.length,
    top: down.from,
    height: down.length,
  };
}

const isRight = (corner: Corner) => corner === 1 || corner === 2;

function moveEdge(from: number, length: number, isEnd: boolean, to: number) {
  const end = from + length;
  if (isEnd) return { from, length: within(to, from + LEAST, 1) - from };
  const start = within(to, 0, end - LEAST);
  return { from: start, length: end - start };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
