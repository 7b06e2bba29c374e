/**
 * A source text with its comments blanked out, line breaks kept. Knows strings
 * (a comment's mark inside one is text) but not regular expressions, which is
 * enough here: a quote inside one ends at the line's end.
 */
export function withoutComments(file: string, text: string): string {
  if (file.endsWith('.json')) return text;
  const lineMark = file.endsWith('.sql') ? '--' : '//';
  let result = '';
  let quote = '';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') {
        result += text.slice(at, at + 2);
        at += 2;
        continue;
      }
      const isEnd =
        character === quote || (character === '\n' && quote !== '`');
      if (isEnd) quote = '';
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      const comment = text.slice(at, end < 0 ? text.length : end + 2);
      result += comment.replace(/[^\n]/g, ' ');
      at += comment.length;
      continue;
    } else if (text.startsWith(lineMark, at) && !file.endsWith('.css')) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    } else if (['"', "'", '`'].includes(character)) {
      quote = character;
    }
    result += character;
    at += 1;
  }
  return result;
}
