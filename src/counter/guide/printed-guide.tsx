import type { StationView } from '../../device/device-api.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import { guideText } from '../../text/guide.ts';
import { guidePhones } from './guide-phones.ts';
import { PhoneOf } from './phone-of.tsx';
import { sortPapers } from './sort-papers.ts';
import type { Guide } from './use-guide.ts';
import './print-guide.css';

type PrintedGuideProps = {
  guide: Guide;
  station: StationView | null;
  isDraft: boolean;
};

/** The A4 sheet that the resident takes home: large type, a box for each paper. */
export function PrintedGuide({ guide, station, isDraft }: PrintedGuideProps) {
  const { matter } = guide;
  const { printed } = guideText;
  const { brought, maybe, optional, notBrought } = sortPapers(matter.materials);
  const { known } = guidePhones(guide);
  const boxes = (papers: readonly Material[]) => (
    <ul class="printed-boxes">
      {papers.map((paper) => (
        <li key={paper.id}>{paperLine(guide, paper)}</li>
      ))}
    </ul>
  );
  return (
    <section class="printed-guide print-only" aria-hidden="true">
      <h2>{printed.title(matter.name)}</h2>
      <p>{matter.guide.summary}</p>
      <h3>{guideText.eligible}</h3>
      <p>{matter.guide.whoCanApply}</p>
      <h3>{printed.bring}</h3>
      {brought.length === 0 ? <p>{guideText.bringNone}</p> : boxes(brought)}
      {maybe.length + optional.length > 0 && (
        <>
          <h3>{guideText.maybe}</h3>
          {boxes([...maybe, ...optional])}
        </>
      )}
      {notBrought.length > 0 && (
        <p>
          {guideText.line(
            printed.notBrought,
            printed.list(notBrought.map(({ name }) => name)),
          )}
        </p>
      )}
      <h3>{guideText.time}</h3>
      <p>{guideText.promised(matter.promisedDays)}</p>
      <p>
        {matter.fee.charge ? guideText.fee(matter.fee.amount) : guideText.free}
      </p>
      <p>
        {guideText.line(
          guideText.delivery,
          matter.delivery.methods
            .map((method) => guide.enums.deliveryMethods[method] ?? method)
            .join(guideText.or),
        )}
      </p>
      <h3>{guideText.phones}</h3>
      {station !== null && <p>{printed.askAt(station.name, station.phone)}</p>}
      {known.map(({ who, phone }) => (
        <p key={who}>
          <PhoneOf who={who} phone={phone} />
        </p>
      ))}
      <p class="printed-foot">
        {printed.footer} {isDraft && printed.draft}
      </p>
    </section>
  );
}

/** Name, form and condition; what stands in for it is the clerk's to say. */
function paperLine({ enums }: Guide, paper: Material): string {
  const { name, handling, condition, optionalNote } = paper;
  const when = condition ?? optionalNote;
  return [
    name,
    enums.handlings[handling],
    when !== undefined && guideText.when(when),
  ]
    .filter(Boolean)
    .join(' · ');
}
