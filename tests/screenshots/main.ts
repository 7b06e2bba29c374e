// npm run screenshots [-- --out FOLDER] [--only TEXT]
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Camera } from './camera.ts';
import { writeSheet } from './contact-sheet.ts';
import { accessFaults, cutOffFaults } from './faults.ts';
import { walkEveryScreen } from './tour.ts';
import { visit } from './visit.ts';

const USAGE = `npm run screenshots [-- --out FOLDER] [--only TEXT]
FOLDER: where the pictures go (default screenshots); TEXT: only stops with it in their name`;

/** Gives the exit code: 1 when a screen has a fault that a program can see. */
export async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'screenshots' },
      only: { type: 'string', default: '' },
    },
  });
  if (positionals.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const { out, only } = values;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const camera = new Camera(out);
  const faults: string[] = [];
  try {
    await walkEveryScreen(async (page, stop) => {
      if (!stop.name.includes(only)) return;
      console.error(stop.name);
      await visit(page, stop, async (look, { isFirst }) => {
        await camera.takes(page, stop.name, look);
        const seen = [
          ...(await cutOffFaults(page)),
          ...(isFirst ? await accessFaults(page) : []),
        ];
        for (const each of seen) {
          faults.push(`${stop.name} (${look.name}): ${each}`);
          console.error(faults.at(-1));
        }
      });
    });
  } finally {
    writeSheet(out, camera.pictures);
  }
  console.log(
    `${camera.pictures.length} pictures, ${faults.length} faults: ${out}/index.html`,
  );
  return faults.length > 0 ? 1 : 0;
}
