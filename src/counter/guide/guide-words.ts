import type { StationView } from '../../device/device-api.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { guideText } from '../../text/guide.ts';
import { sortPapers } from './sort-papers.ts';

/** The guide in a few sentences: what is read aloud, and what a code can hold. */
export function guideWords(
  { name, guide, materials, promisedDays, fee }: Matter,
  station: Pick<StationView, 'name' | 'phone'> | null,
): string[] {
  const { brought } = sortPapers(materials);
  const { printed, line } = guideText;
  const papers = brought.map((paper) => paper.name);
  return [
    printed.title(name),
    guide.summary,
    line(guideText.whoCanApply, guide.whoCanApply),
    line(
      guideText.bring,
      papers.length > 0 ? printed.list(papers) : guide.bring,
    ),
    line(guideText.timePromised, guideText.promised(promisedDays)),
    fee.charge ? guideText.fee(fee.amount) : guideText.free,
    ...(station === null ? [] : [printed.askAt(station.name, station.phone)]),
  ];
}
