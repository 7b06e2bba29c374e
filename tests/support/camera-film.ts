// Films of a sheet, for the camera that Chromium plays from a file.
import { writeFileSync } from 'node:fs';
import { encodeQR } from 'qr';
import { drawPaper } from './drawn-paper.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const WHITE = 235;
const BLACK = 16;

/** Writes YUV4MPEG2 (I420, two frames): the code on white paper, as a phone sees it. */
export function filmCode(path: string, content: string): void {
  const rows = encodeQR(content, 'raw', { ecc: 'medium', border: 4 });
  const side = rows.length;
  const pixels = Math.floor(HEIGHT / side);
  const left = Math.floor((WIDTH - pixels * side) / 2);
  const luma = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  rows.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return;
      for (let dy = 0; dy < pixels; dy++) {
        const from = (y * pixels + dy) * WIDTH + left + x * pixels;
        luma.fill(BLACK, from, from + pixels);
      }
    });
  });
  writeFilm(path, { width: WIDTH, height: HEIGHT, luma });
}

/** A sheet with writing on a table, sharp and in a good light, 1920 x 1440. */
export function filmPaper(path: string): void {
  const { width, height, data } = drawPaper({
    width: 1920,
    height: 1440,
    writing: 24,
  });
  writeFilm(path, { width, height, luma: Buffer.from(data) });
}

function writeFilm(
  path: string,
  film: { width: number; height: number; luma: Buffer },
): void {
  const { width, height, luma } = film;
  const grey = Buffer.alloc((width * height) / 2, 128);
  const frame = [Buffer.from('FRAME\n'), luma, grey];
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420\n`),
      ...frame,
      ...frame,
    ]),
  );
}
