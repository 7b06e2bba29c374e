// A film of a sheet with a QR code, for the camera that Chromium plays from a file.
import { writeFileSync } from 'node:fs';
import { encodeQR } from 'qr';

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
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = [Buffer.from('FRAME\n'), luma, grey];
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420\n`),
      ...frame,
      ...frame,
    ]),
  );
}
