import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cutSize,
  placeCut,
  turnRight,
  WHOLE,
  type Cut,
} from '../../../src/domain/pictures/cut.ts';

const size = { width: 400, height: 300 };
/** The left upper quarter, upright. */
const corner: Cut = {
  turn: 0,
  part: { left: 0, top: 0, width: 0.5, height: 0.5 },
};

/** Where a pixel of the picture lands on the canvas. */
function placed(cut: Cut, x: number, y: number): [number, number] {
  const [a, b, c, d, e, f] = placeCut(size, cut);
  return [a * x + c * y + e, b * x + d * y + f];
}

describe('a cut', () => {
  test('keeps what it lies on while the picture is turned', () => {
    let cut = corner;
    for (let turn = 0; turn < 4; turn += 1) {
      const { width, height } = cutSize(size, cut);
      const [x, y] = placed(cut, 100, 75);
      expect([x, y]).toEqual([width / 2, height / 2]);
      cut = turnRight(cut);
    }
    expect(cut).toEqual(corner);
  });

  test('turned to the right has its upper left corner at the upper right', () => {
    const cut = turnRight({ turn: 0, part: WHOLE });
    expect(cutSize(size, cut)).toEqual({ width: 300, height: 400 });
    expect(placed(cut, 0, 0)).toEqual([300, 0]);
    expect(placed(cut, 0, 300)).toEqual([0, 0]);
  });

  test('fills its canvas, whatever it is', () => {
    const share = fc.double({ min: 0.1, max: 0.5, noNaN: true });
    const turn = fc.constantFrom<Cut['turn']>(0, 1, 2, 3);
    fc.assert(
      fc.property(turn, share, share, share, share, (turn, l, t, w, h) => {
        const cut = { turn, part: { left: l, top: t, width: w, height: h } };
        // The picture's pixels that fall on the corners of the canvas.
        const { width, height } =
          turn % 2 === 0 ? size : { width: 300, height: 400 };
        const corners = [
          [l * width, t * height],
          [(l + w) * width, (t + h) * height],
        ].map(([x = 0, y = 0]): [number, number] => {
          if (turn === 1) return [y, size.height - x];
          if (turn === 2) return [size.width - x, size.height - y];
          if (turn === 3) return [size.width - y, x];
          return [x, y];
        });
        const [first, last] = corners.map(([x, y]) => placed(cut, x, y));
        expect(first?.[0]).toBeCloseTo(0);
        expect(first?.[1]).toBeCloseTo(0);
        expect(last?.[0]).toBeCloseTo(w * width);
        expect(last?.[1]).toBeCloseTo(h * height);
      }),
    );
  });
});
