// The build lowers syntax for the telephones that vite.config.ts names, and never
// a method: one that they lack throws when it is called, perhaps at a submit.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutComments } from './without-comments.ts';

const source = join(import.meta.dirname, '../../src');

/** Rooms whose code runs on a clerk's or a resident's telephone. */
const rooms = [
  'counter',
  'device',
  'domain',
  'protocol',
  'resident',
  'service-worker',
  'text',
  'ui',
];

/** Younger than Chrome 87 or Safari 14. */
const younger =
  /\.(at|findLast|findLastIndex|toSorted|toSpliced|toReversed)\(|Object\.(hasOwn|groupBy)\(|\bstructuredClone\(|AbortSignal\.(timeout|any)\(|Promise\.withResolvers|crypto\.randomUUID\(/;

describe('an old telephone', () => {
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
      younger.test(line) ? [`src/${file}:${n + 1}: ${line.trim()}`] : [],
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
