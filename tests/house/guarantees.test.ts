// Each of the thirteen guarantees of delivery has tests that name it, so that
// whoever changes one finds them by its number.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const TITLE = /['"`]guarantee (\d+): /g;

const named = new Set(
  readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .flatMap((path) => [
      ...readFileSync(`tests/${path}`, 'utf8').matchAll(TITLE),
    ])
    .map(([, number]) => Number(number)),
);

test.each(Array.from({ length: 13 }, (_, i) => i + 1))(
  'a test names guarantee %i',
  (number) => {
    expect(named).toContain(number);
  },
);
