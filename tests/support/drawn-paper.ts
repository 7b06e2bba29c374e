// Pictures of paper as a camera would see it, drawn pixel by pixel, without a browser.
import type { Grey } from '../../src/device/materials/judge-picture.ts';

type Wish = {
  width?: number;
  height?: number;
  /** Grey of the paper; the ink is a fifth of it. */
  paper?: number;
  /** Height of what is written, in pixels. */
  writing?: number;
  /** Widths of a Gaussian blur in pixels, across and down. */
  blur?: [number, number];
  /** A lamp's reflection: the share of the width that it takes. */
  glare?: number;
  noise?: number;
  /** Pushed to the right, by a share of the width. */
  shift?: number;
  /** Seldom anything is written. */
  isSparse?: boolean;
};

/** A sheet with lines of signs made of strokes, on a darker table. */
export function drawPaper(wish: Wish = {}): Grey {
  const { width = 600, height = 450, paper = 215, writing = 15 } = wish;
  const random = lcg(7);
  const data = new Float32Array(width * height).fill(paper * 0.45);
  const edge = Math.round(Math.min(width, height) * 0.06);
  const fill = (x0: number, y0: number, x1: number, y1: number, v: number) => {
    for (let y = Math.max(0, y0); y < Math.min(height, y1); y += 1)
      data.fill(
        v,
        y * width + Math.max(0, x0),
        y * width + Math.min(width, x1),
      );
  };
  const shift = Math.round((wish.shift ?? 0) * width);
  fill(edge + shift, edge, width - edge + shift, height - edge, paper);
  const thick = Math.max(1, Math.round(writing / 9));
  const room = 2 * edge;
  for (let y = room; y < height - room - writing; y += writing * 2)
    for (
      let x = room + shift;
      x < width - room - writing;
      x += writing + thick
    ) {
      if (random() < (wish.isSparse === true ? 0.9 : 0.15)) continue;
      for (let stroke = 0; stroke < 6; stroke += 1) {
        const a = Math.floor(random() * writing);
        const b = Math.floor(random() * writing * 0.4);
        const length = Math.floor(writing * (0.5 + random() * 0.5));
        if (stroke % 2 === 0)
          fill(x + b, y + a, x + b + length, y + a + thick, paper / 5);
        else fill(x + a, y + b, x + a + thick, y + b + length, paper / 5);
      }
    }
  const [across, down] = wish.blur ?? [0.6, 0.6];
  let soft = blurRows(data, { width, height }, across);
  soft = turn(
    blurRows(turn(soft, width), { width: height, height: width }, down),
    height,
  );
  const spot = {
    x: width * 0.4,
    y: height * 0.45,
    r: (wish.glare ?? 0) * width * 0.5,
  };
  const noise = wish.noise ?? 3;
  return {
    width,
    height,
    data: Uint8Array.from(soft, (value, at) => {
      const far = Math.hypot(
        (at % width) - spot.x,
        Math.floor(at / width) - spot.y,
      );
      const light = spot.r === 0 ? 0 : 400 * Math.exp(-((far / spot.r) ** 4));
      const grain = (random() + random() - 1) * noise;
      return Math.max(0, Math.min(255, value + light + grain));
    }),
  };
}

function blurRows(
  data: Float32Array,
  { width, height }: { width: number; height: number },
  sigma: number,
): Float32Array {
  if (sigma === 0) return data;
  const reach = Math.ceil(sigma * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b);
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let value = 0;
      for (let i = -reach; i <= reach; i += 1) {
        const at = Math.max(0, Math.min(width - 1, x + i));
        value += (kernel[i + reach] ?? 0) * (data[y * width + at] ?? 0);
      }
      out[y * width + x] = value / sum;
    }
  return out;
}

/** Rows become columns. */
function turn(data: Float32Array, width: number): Float32Array {
  const height = data.length / width;
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      out[x * height + y] = data[y * width + x] ?? 0;
  return out;
}

/** Always the same numbers between 0 and 1. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
