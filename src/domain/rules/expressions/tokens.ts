import type { ExpressionIssue } from './expression.ts';

export interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  /** As written; of a text what stands between its quotes. */
  text: string;
  at: number;
}

/**
 * One of these stands at any place of a sound expression. Names are field ids,
 * which may have a dash inside; as there is no arithmetic it is never a minus.
 */
const PATTERNS = {
  number: /-?\d+(?:\.\d+)?/y,
  name: /[A-Za-z][A-Za-z0-9_-]*/y,
  sign: /&&|\|\||[=!<>]=|[<>!()[\],]/y,
  text: /'[^']*'/y,
} as const;

const BLANK = /\s*/y;

/** A number of more digits is no longer told from its neighbours. */
const MAX_DIGITS = 15;

/** The words and signs of an expression, the last one the `end`. */
export function readTokens(
  text: string,
): { ok: true; value: Token[] } | { ok: false; issue: ExpressionIssue } {
  const tokens: Token[] = [];
  for (let at = matchEnd(BLANK, text, 0); at < text.length;) {
    const token = readToken(text, at);
    if ('code' in token) return { ok: false, issue: token };
    tokens.push(token);
    const quotes = token.kind === 'text' ? 2 : 0;
    at = matchEnd(BLANK, text, at + token.text.length + quotes);
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return { ok: true, value: tokens };
}

function readToken(text: string, at: number): Token | ExpressionIssue {
  for (const kind of ['number', 'name', 'sign', 'text'] as const) {
    const end = matchEnd(PATTERNS[kind], text, at);
    if (end === at) continue;
    const found = text.slice(at, end);
    if (kind === 'number' && found.replaceAll(/\D/g, '').length > MAX_DIGITS) {
      return { code: 'numberTooLong', at, detail: found };
    }
    if (kind === 'text') return { kind, text: found.slice(1, -1), at };
    // `in` stands between two values like any other sign.
    return { kind: found === 'in' ? 'sign' : kind, text: found, at };
  }
  if (text[at] === "'") return { code: 'unclosedText', at };
  const [character = ''] = Array.from(text.slice(at, at + 2));
  return { code: 'unexpectedCharacter', at, detail: character };
}

/** Where a match that begins at `at` ends; `at` itself when there is none. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
