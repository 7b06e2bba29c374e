// The build lowers syntax for the browsers that vite.config.ts names, and never a
// method: one that they lack throws when it is called, perhaps at a submit.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutComments } from './without-comments.ts';
import { YOUNGER } from './younger-methods.ts';

const source = join(import.meta.dirname, '../../src');

/** Rooms whose code runs in a browser. */
const rooms = [
  'counter',
  'device',
  'domain',
  'protocol',
  'resident',
  'review',
  'service-worker',
  'text',
  'ui',
];

describe('an old browser', () => {
  it('has every method that is called there', () => {
    const found = rooms.flatMap((room) => filesOf(room)).flatMap(linesWith);
    expect(found).toEqual([]);
  });
});

function linesWith(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return withoutComments(file, text)
    .split('\n')
    .flatMap((line, n) =>
      line.search(YOUNGER) >= 0 ? [`src/${file}:${n + 1}: ${line.trim()}`] : [],
    );
}

function filesOf(room: string): string[] {
  return readdirSync(join(source, room), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(source, join(entry.parentPath, entry.name)));
}
