import { residentText } from '../../text/resident.ts';

export type Typed<Value> =
  { ok: true; value: Value } | { ok: false; sentence: string };

const LAST9 = 9;
const WHOLE_NUMBER = 27;
const CODE = 6;

/**
 * The last nine digits as someone types or pastes them: full-width, spaced,
 * with dashes, or the whole number of 27.
 */
export function readLast9(typed: string): Typed<string> {
  const text = tidy(typed);
  if (text === '') return wrong(residentText.last9Missing);
  if (!/^\d+$/.test(text)) return wrong(residentText.last9Letters);
  if (text.length === WHOLE_NUMBER) {
    return { ok: true, value: text.slice(-LAST9) };
  }
  if (text.length < LAST9) {
    return wrong(residentText.last9Short(LAST9 - text.length));
  }
  return text.length > LAST9
    ? wrong(residentText.last9Long(text.length - LAST9))
    : { ok: true, value: text };
}

/** The query code, six of an alphabet without look-alikes. */
export function readQueryCode(typed: string): Typed<string> {
  const text = tidy(typed).toUpperCase();
  if (text === '') return wrong(residentText.codeMissing);
  if (text.length < CODE) {
    return wrong(residentText.codeShort(CODE - text.length));
  }
  if (text.length > CODE) {
    return wrong(residentText.codeLong(text.length - CODE));
  }
  return /^[2-9A-HJ-NP-Z]+$/.test(text)
    ? { ok: true, value: text }
    : wrong(residentText.codeLetters);
}

function tidy(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s.·_-]/g, '');
}

function wrong(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}
