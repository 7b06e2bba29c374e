// Each file of a change of the database has a number of its own: files are applied by
// their names, and a program is told from another by its last number.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = join(
  import.meta.dirname,
  '../../src/platform/database/migrations',
);

test('no two migrations have the same number', () => {
  const numbers = readdirSync(FOLDER).map((name) => name.slice(0, 4));
  expect(numbers.length).toBeGreaterThan(30);
  expect(numbers.filter((each, at) => numbers.indexOf(each) !== at)).toEqual(
    [],
  );
});
