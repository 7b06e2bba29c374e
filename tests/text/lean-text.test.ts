// The build shortens the keys of the sentences: in the text and wherever it is asked.
import { expect, it } from 'vitest';
import { leanText } from '../../src/build/lean-text.ts';

type Hook = (this: unknown, ...given: unknown[]) => unknown;

function shortened(code: string, id: string): string | null {
  const { buildStart, transform } = leanText();
  (buildStart as Hook).call(undefined);
  const { handler } = transform as { handler: Hook };
  return handler.call(undefined, code, id) as string | null;
}

const asks = (use: string, object = 'batchText') =>
  shortened(
    `import { ${object} } from '../text/batch.ts';\n${use}`,
    '/app/src/counter/batch/a.tsx',
  );

it('a key is the same short one in the text, in a member and in a pattern', () => {
  const text = shortened(
    'export const batchText = { whole: "a", undo: (n: number) => n } as const;',
    '/app/src/text/batch.ts',
  );
  const [, whole = '', undo = ''] =
    /\{ (_\w+): "a", (_\w+): /.exec(text ?? '') ?? [];
  expect(whole).not.toBe(undo);
  expect(asks('f(batchText.whole, other.whole);')).toContain(
    `f(batchText.${whole}, other.whole);`,
  );
  expect(asks('const { whole, undo: back } = batchText;')).toContain(
    `const { ${whole}:whole, ${undo}: back } = batchText;`,
  );
});

it('an object that is asked by a computed key anywhere keeps its own', () => {
  expect(asks('f(statusWords.draft);', 'statusWords')).toBeNull();
  expect(asks('f(unknownText.draft);', 'unknownText')).toBeNull();
  expect(asks('f(words.title);', 'waysText as words')).toBeNull();
});
