// All pictures on one page, a row for each stop.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Picture } from './camera.ts';

export function writeSheet(folder: string, pictures: readonly Picture[]): void {
  const stops = [...new Set(pictures.map(({ stop }) => stop))];
  const rows = stops.map((stop) => {
    const cells = pictures
      .filter((picture) => picture.stop === stop)
      .map(
        ({ file, look }) =>
          `<figure><a href="${file}"><img src="${file}" alt=""></a><figcaption>${look}</figcaption></figure>`,
      );
    return `<h2>${stop}</h2><div>${cells.join('')}</div>`;
  });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body{font:14px sans-serif}div{display:flex;gap:12px;overflow-x:auto;align-items:flex-start}
figure{margin:0}img{max-height:640px;border:1px solid #999}</style>${rows.join('')}`,
  );
}
