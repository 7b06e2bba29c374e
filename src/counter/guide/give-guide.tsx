import type { StationView } from '../../device/device-api.ts';
import { guideText } from '../../text/guide.ts';
import { Qr } from '../../ui/qr/qr.tsx';
import { sortPapers } from './sort-papers.ts';
import type { Guide } from './use-guide.ts';

type GiveGuideProps = { guide: Guide; station: StationView | null };

/**
 * The list as a QR code that holds its words: any telephone reads them with its own
 * camera, without a network and without an address to open.
 */
export function GiveGuide({ guide, station }: GiveGuideProps) {
  return (
    <div class="card stack-tight guide-qr" id="guide-qr">
      <p>{guideText.giveExplained}</p>
      <Qr content={wordsOf(guide.matter, station)} />
    </div>
  );
}

function wordsOf(
  { name, guide, materials, promisedDays }: Guide['matter'],
  station: StationView | null,
): string {
  const { brought } = sortPapers(materials);
  const { printed, qrLine } = guideText;
  const papers = brought.map((paper) => paper.name);
  return [
    printed.title(name),
    guide.whoCanApply,
    qrLine(
      guideText.bring,
      papers.length > 0 ? printed.list(papers) : guide.bring,
    ),
    qrLine(guideText.timePromised, guideText.promised(promisedDays)),
    station && printed.askAt(station.name, station.phone),
  ]
    .filter(Boolean)
    .join('\n');
}
