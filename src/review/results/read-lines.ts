import type { ResultRow } from '../../protocol/results.ts';
import { resultsText } from '../../text/review-results.ts';
import { trackingMisshapen } from '../case/decide/tracking.ts';

export type Posting = { row: ResultRow; trackingNumber: string };
export type WrongLine = { line: number; sentence: string };

/**
 * Pasted lines of a case number and a tracking number, tabs or spaces between. The
 * last nine digits are a device's and say nothing of village or day: they do where
 * they are of one row alone and every row is here (`isWhole`).
 */
export function readLines(
  text: string,
  rows: readonly ResultRow[],
  isWhole: boolean,
): { postings: Posting[]; wrong: WrongLine[] } {
  const postings: Posting[] = [];
  const wrong: WrongLine[] = [];
  for (const [index, line] of text.normalize('NFKC').split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line.trim(), { rows, isWhole, postings });
    if (typeof read === 'string')
      wrong.push({ line: index + 1, sentence: read });
    else postings.push(read);
  }
  return { postings, wrong };
}

/** A posting, or the sentence about what is wrong with the line. */
function readLine(
  line: string,
  known: {
    rows: readonly ResultRow[];
    isWhole: boolean;
    postings: readonly Posting[];
  },
): Posting | string {
  const [, typed = '', trackingNumber = ''] =
    /^([\d ]*?\d)[\s,;]+(\S*[A-Za-z]\S*|\S{6,})$/.exec(line) ?? [];
  const digits = typed.replaceAll(' ', '');
  if (![9, 27].includes(digits.length)) return resultsText.wrongLine;
  const isShort = digits.length === 9;
  if (isShort && !known.isWhole) return resultsText.notAllListed;
  const found = known.rows.filter(({ number }) => number.endsWith(digits));
  const [row] = found;
  if (row === undefined) return resultsText.unknownNumber;
  if (found.length > 1) return resultsText.notUnique;
  if (row.posted !== null) return resultsText.alreadyPosted;
  if (known.postings.some((each) => each.row === row)) return resultsText.twice;
  return trackingMisshapen(trackingNumber) ?? { row, trackingNumber };
}
