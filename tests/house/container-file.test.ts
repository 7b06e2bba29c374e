// The container file names what is here: a file or a command that has gone would be
// found out only where it is built.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('Containerfile', 'utf8');
const { scripts, engines } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as { scripts: Record<string, string>; engines: { node: string } };

test('what the container file copies and runs is there', () => {
  const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
    ([, files = '']) => files.split(' '),
  );
  expect(copied).toContain('package-lock.json');
  expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  for (const [, name = ''] of text.matchAll(/npm run ([\w:]+)/g))
    expect(scripts[name]).toBeDefined();
  // The same program as `npm start` runs.
  const start = readFileSync('src/platform/commands/start.mjs', 'utf8');
  expect(start).toContain('dist/platform/main.js');
  expect(text).toContain('CMD ["node", "dist/platform/main.js"]');
  const [major] = /\d+/.exec(engines.node) ?? [];
  expect(text).toContain(`node:${major}-`);
});

test('nothing that the build needs is left out of it', () => {
  const left = readFileSync('.containerignore', 'utf8').trim().split('\n');
  // vite.config.ts, which every build reads, imports from tests.
  for (const needed of ['src', 'public', 'tests', 'index.html'])
    expect(left).not.toContain(needed);
  // Keys of a county never come into an image.
  expect(left).toContain('data');
});
