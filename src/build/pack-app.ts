// Compresses the built app as far as gzip goes: four per cent less than the usual
// program makes of it, for whoever loads it over 2G. It takes seconds, so it is done
// once, here, and the platform sends what lies beside each file.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipAsync } from '@gfx/zopfli';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg|webmanifest)$/;
/** More rounds take as long again, for less than a thousandth. */
const ROUNDS = 3;

export function packApp(): Plugin {
  return {
    name: 'pack-app',
    writeBundle: {
      // Behind whatever still writes into a file.
      order: 'post',
      sequential: true,
      async handler({ dir = '' }) {
        const files = readdirSync(dir, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && TEXT.test(entry.name))
          .map(({ parentPath, name }) => join(parentPath, name));
        for (const file of files) {
          const content = readFileSync(file);
          const packed = await gzipAsync(content, { numiterations: ROUNDS });
          writeFileSync(`${file}.gz`, packed);
        }
      },
    },
  };
}
