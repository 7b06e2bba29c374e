import type { ResultRow } from '../../protocol/results.ts';
import { resultsText } from '../../text/review-results.ts';
import { trackingMisshapen } from '../case/decide/tracking.ts';

export type Posting = { row: ResultRow; trackingNumber: string };
export type WrongLine = { line: number; sentence: string };

/** Pasted lines of a number's last nine digits and a tracking number, tabs or spaces between. */
export function readLines(
  text: string,
  rows: readonly ResultRow[],
): { postings: Posting[]; wrong: WrongLine[] } {
  const postings: Posting[] = [];
  const wrong: WrongLine[] = [];
  for (const [index, line] of text.normalize('NFKC').split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line.trim(), rows, postings);
    if (typeof read === 'string')
      wrong.push({ line: index + 1, sentence: read });
    else postings.push(read);
  }
  return { postings, wrong };
}

/** A posting, or the sentence about what is wrong with the line. */
function readLine(
  line: string,
  rows: readonly ResultRow[],
  before: readonly Posting[],
): Posting | string {
  const [, digits = '', trackingNumber = ''] =
    /^([\d ]*?\d)[\s,;]+(\S*[A-Za-z]\S*|\S{6,})$/.exec(line) ?? [];
  const last9 = digits.replaceAll(' ', '').slice(-9);
  if (last9.length !== 9) return resultsText.wrongLine;
  const row = rows.find(({ number }) => number.endsWith(last9));
  if (row === undefined) return resultsText.unknownNumber;
  if (row.posted !== null) return resultsText.alreadyPosted;
  if (before.some((each) => each.row === row)) return resultsText.twice;
  return trackingMisshapen(trackingNumber) ?? { row, trackingNumber };
}
