/**
 * A typed or pasted number without what people put between its digits: full
 * width becomes half width, spaces, dots (also Chinese ones) and dashes of any
 * length go.
 */
export function stripSeparators(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s.\-_\u00b7\u2010-\u2015\u2212\u3002\u200b-\u200d]/gu, '');
}
