// Every sentence a person reads stands in src/text, and official wording in
// the catalogue's data, so that both can be read and corrected in one place.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutComments } from './without-comments.ts';

const source = join(import.meta.dirname, '../../src');

const homes = [
  'text/',
  'domain/catalogue/data/',
  // The synthetic residents and accounts of the demo: data, no sentences.
  'platform/demo/demo.json',
];

/** Han characters and the punctuation of Chinese sentences. */
const chinese = /[\p{Script=Han}，。！？；：（）「」、《》]/u;

describe('Chinese', () => {
  it('stands in src/text and in the catalogue only, comments aside', () => {
    const found = filesOf(source)
      .filter((file) => !homes.some((home) => file.startsWith(home)))
      .flatMap((file) =>
        linesWithChinese(file, readFileSync(join(source, file), 'utf8')),
      );
    expect(found).toEqual([]);
  });

  it('is found wherever a screen could show it', () => {
    const text = (code: string) => linesWithChinese('counter/page.tsx', code);
    expect(text("const word = '收件';")).toHaveLength(1);
    expect(text('const word = `https://x/ 收件`;')).toHaveLength(1);
    expect(text('<p>收件</p>')).toHaveLength(1);
    expect(text("const url = 'http://x'; // 收件")).toEqual([]);
    expect(text('/* 收件\n * 受理 */ const word = 1;')).toEqual([]);
    expect(linesWithChinese('a.sql', "SELECT '收件' -- 受理")).toHaveLength(1);
    expect(linesWithChinese('a.sql', '-- 受理')).toEqual([]);
  });
});

function linesWithChinese(file: string, text: string): string[] {
  return withoutComments(file, text)
    .split('\n')
    .flatMap((line, n) =>
      chinese.test(line) ? [`src/${file}:${n + 1}: ${line.trim()}`] : [],
    );
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
