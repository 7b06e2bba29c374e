// The checklist of src/platform/asvs.md is whole, and names nothing that is not there.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Requirements of levels 1 and 2 by section; those in between are of level 3, or gone. */
const REQUIREMENTS: Record<string, string> = {
  '1.1': '1-7',
  '1.2': '1-4',
  '1.4': '1,4,5',
  '1.5': '1-4',
  '1.6': '1-4',
  '1.7': '1-2',
  '1.8': '1-2',
  '1.9': '1-2',
  '1.10': '1',
  '1.11': '1-2',
  '1.12': '2',
  '1.14': '1-6',
  '2.1': '1-12',
  '2.2': '1-3',
  '2.3': '1-3',
  '2.4': '1-5',
  '2.5': '1-7',
  '2.6': '1-3',
  '2.7': '1-6',
  '2.8': '1-7',
  '2.9': '1-3',
  '2.10': '1-4',
  '3.1': '1',
  '3.2': '1-4',
  '3.3': '1-4',
  '3.4': '1-5',
  '3.5': '1-3',
  '3.7': '1',
  '4.1': '1-3,5',
  '4.2': '1-2',
  '4.3': '1-3',
  '5.1': '1-5',
  '5.2': '1-8',
  '5.3': '1-10',
  '5.4': '1-3',
  '5.5': '1-4',
  '6.1': '1-3',
  '6.2': '1-6',
  '6.3': '1-2',
  '6.4': '1-2',
  '7.1': '1-4',
  '7.2': '1-2',
  '7.3': '1,3,4',
  '7.4': '1-3',
  '8.1': '1-4',
  '8.2': '1-3',
  '8.3': '1-8',
  '9.1': '1-3',
  '9.2': '1-4',
  '10.2': '1-2',
  '10.3': '1-3',
  '11.1': '1-8',
  '12.1': '1-3',
  '12.2': '1',
  '12.3': '1-6',
  '12.4': '1-2',
  '12.5': '1-2',
  '12.6': '1',
  '13.1': '1,3-5',
  '13.2': '1-3,5,6',
  '13.3': '1-2',
  '13.4': '1-2',
  '14.1': '1-4',
  '14.2': '1-6',
  '14.3': '2-3',
  '14.4': '1-7',
  '14.5': '1-4',
};

const lines = readFileSync('src/platform/asvs.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('- '))
  .map((line) => {
    const [, number = line, state = '', where = ''] =
      /^- ([\d.]+) .+?: \*\*(.+?)\*\*, (.+)$/.exec(line) ?? [];
    const files = [...where.matchAll(/`([^`]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => /\/|\.(md|json)$/.test(name));
    return { number, state, where, files };
  });

test('every requirement is there once, in its order', () => {
  const wanted = Object.entries(REQUIREMENTS).flatMap(([section, numbers]) =>
    numbers.split(',').flatMap((part) => {
      const [from = 0, to = from] = part.split('-').map(Number);
      return Array.from(
        { length: to - from + 1 },
        (_, i) => `${section}.${from + i}`,
      );
    }),
  );
  expect(wanted).toHaveLength(259);
  expect(lines.map(({ number }) => number)).toEqual(wanted);
});

test('what holds names a test, what is by design a file, and each of them exists', () => {
  const wrong = lines.filter(({ state, files }) => {
    if (files.some((file) => !existsSync(file))) return true;
    if (state === 'holds')
      return !files.some((file) => /\.test\.tsx?$/.test(file));
    if (state === 'by design') return files.length === 0;
    return state !== 'not applicable' && state !== 'open';
  });
  expect(wrong).toEqual([]);
});
