// The @page rule of the sheet on the screen. A rule in a style sheet cannot know the
// number that stands at the foot of each page, nor how long a roll is.
import type { SheetSize } from './look.ts';

/** Of a roll: what its printers leave free at either side (sheet.css measures so). */
const ROLL_MARGIN_MM = 3;
const MM_OF_PX = 25.4 / 96;
/** Fonts run a little wider on some printers than on the screen. */
const SLACK = 1.06;

let rule: CSSStyleSheet | undefined;

export type PageRule = {
  size: SheetSize;
  /** At the foot, where the browser can: digits and spaces alone. */
  number: string;
  /** Height of the sheet in px at the width of a roll. */
  rollPx: number;
};

/** Puts it in force in the place of the one before. */
export function setPageRule({ size, number, rollPx }: PageRule): void {
  clearPageRule();
  rule = new CSSStyleSheet();
  rule.insertRule(size === 'roll' ? rollRule(rollPx) : sheetRule(size, number));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule];
}

export function clearPageRule(): void {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
    (each) => each !== rule,
  );
  rule = undefined;
}

/** One page as long as what stands on it: a roll is cut where it ends. */
function rollRule(rollPx: number): string {
  const height = Math.ceil(rollPx * SLACK * MM_OF_PX) + 2 * ROLL_MARGIN_MM;
  return `@page { size: 80mm ${height}mm; margin: ${ROLL_MARGIN_MM}mm }`;
}

function sheetRule(size: 'a4' | 'a5', number: string): string {
  const margin = size === 'a4' ? '15mm' : '10mm';
  const foot = 'font-size: 9pt; vertical-align: top; padding-top: 1mm';
  return `@page { size: ${size.toUpperCase()}; margin: ${margin};
    @bottom-left { content: "${number.replace(/[^\d ]/g, '')}"; ${foot} }
    @bottom-right { content: counter(page) " / " counter(pages); ${foot} } }`;
}
