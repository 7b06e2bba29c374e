import type { CaseListWish, CaseSummary } from '../device-api.ts';

/** Whether a line of the list is one that was wished for. */
export function matchesWish(
  line: CaseSummary,
  { word, onlyReturned }: Pick<CaseListWish, 'word' | 'onlyReturned'>,
): boolean {
  if (onlyReturned && line.display !== 'correcting') return false;
  if (word === '') return true;
  const digits = word.replace(/\s/g, '');
  return (
    line.applicantName.includes(word) ||
    line.matterShort.includes(word) ||
    (/^\d{3,}$/.test(digits) && line.number.includes(digits))
  );
}
