// `npm run admin -- help` names every command that there is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adminText } from '../../src/text/platform.ts';

const program = readFileSync(
  join(import.meta.dirname, '../../src/platform/commands/admin.ts'),
  'utf8',
);

test('the help names each command', () => {
  const table = /const commands: [^{]*\{\n([\s\S]*?)\n\};/.exec(program)?.[1];
  const names = [...(table ?? '').matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(
    ([, name]) => name ?? '',
  );
  expect(names.length).toBeGreaterThan(20);
  const usage = adminText.usage.join('\n');
  const unnamed = names.filter(
    (name) => !new RegExp(`-- ${name}(?![\\w-])`).test(usage),
  );
  expect(unnamed).toEqual([]);
});
