import type { Part } from '../../domain/pictures/cut.ts';

/** Lays an element over that part of the picture that it stands in. */
export function partStyle(part: Part): Record<keyof Part, string> {
  const percent = (share: number) => `${share * 100}%`;
  return {
    left: percent(part.left),
    top: percent(part.top),
    width: percent(part.width),
    height: percent(part.height),
  };
}
