import { unreachable } from '../../../domain/unreachable.ts';
import {
  NO_WORD,
  UNKNOWN_WORD,
  YES_WORD,
} from '../../../text/catalogue-sheets.ts';
import type { SheetProblem } from '../../../text/catalogue-sheets.ts';
import type { Column } from './column.ts';

type Read = { ok: true; value: unknown } | { ok: false; code: SheetProblem };

/** '' = absent. What a list of lines cannot say stands as JSON. */
export function writeCell({ kind }: Column, value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return UNKNOWN_WORD;
  if (kind === 'boolean') return value === true ? YES_WORD : NO_WORD;
  if (kind === 'lines' && Array.isArray(value)) {
    const text = value.join('\n');
    return text === '' || text.startsWith('[') || value.some(hasLines)
      ? JSON.stringify(value)
      : text;
  }
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : JSON.stringify(value);
}

function hasLines(text: unknown): boolean {
  return typeof text !== 'string' || text === '' || text.includes('\n');
}

/** `value` undefined: the key is absent. */
export function readCell({ kind, isOptional }: Column, text: string): Read {
  if (text === '')
    // A text that must be there may say nothing; of all else nothing is absent.
    return {
      ok: true,
      value: kind === 'text' && !isOptional ? '' : undefined,
    };
  if (text.trim() === UNKNOWN_WORD) return { ok: true, value: null };
  switch (kind) {
    case 'text':
      return { ok: true, value: text };
    case 'number': {
      const value = Number(text.trim());
      return text.trim() !== '' && Number.isFinite(value)
        ? { ok: true, value }
        : { ok: false, code: 'notNumber' };
    }
    case 'boolean': {
      const word = text.trim();
      return word === YES_WORD || word === NO_WORD
        ? { ok: true, value: word === YES_WORD }
        : { ok: false, code: 'notYesNo' };
    }
    case 'lines':
      return text.startsWith('[')
        ? readJson(text)
        : { ok: true, value: text.split(/\r?\n/) };
    case 'json':
      return readJson(text);
    default:
      return unreachable(kind);
  }
}

function readJson(text: string): Read {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, code: 'notList' };
  }
}
