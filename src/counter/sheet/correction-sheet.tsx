import type { CaseView } from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { CorrectionItem } from '../../domain/cases/event.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { correctionText } from '../../text/intake.ts';
import { noticeText } from '../../text/notice.ts';
import { correctionSheetText } from '../../text/sheet.ts';
import { printText } from '../../text/print.ts';
import { nameOfItem } from '../case/correction-notice.tsx';
import { deviceState } from '../device.ts';
import { CaseHead } from './case-head.tsx';

type CorrectionSheetProps = { view: CaseView; matter: Matter };

/** 一次性告知书（补正）: the reviewer's own words, unaltered; the name masked. */
export function CorrectionSheet({ view, matter }: CorrectionSheetProps) {
  const { state, receipt, events } = view;
  const items = state.correction?.items ?? [];
  const due = state.correction?.dueOn;
  const told = events.filter(({ body }) => body.kind === 'correctionRequested');
  const last = told[told.length - 1];
  const station = deviceState.value?.station ?? null;
  return (
    <>
      {station !== null && (
        <p class="sheet-centre">
          {correctionSheetText.centre(station.townName)}
        </p>
      )}
      <h2>{correctionSheetText.title}</h2>
      <CaseHead receipt={receipt}>
        <p>
          {receipt.applicantMasked} <strong>{receipt.matterName}</strong>
        </p>
      </CaseHead>
      <p>{correctionSheetText.lead(items.length)}</p>
      <ol>
        {items.map((item) => (
          <CorrectionLine
            key={item.about + item.reason}
            item={item}
            matter={matter}
          />
        ))}
      </ol>
      {due !== undefined && (
        <p>
          <strong>{correctionSheetText.due(due.date)}</strong>
          {due.provisional && printText.provisional}
        </p>
      )}
      <p>{correctionSheetText.inVillage}</p>
      {last !== undefined && (
        <p>{correctionSheetText.told(last.by.name, chinaDate(last.at))}</p>
      )}
      <p>{correctionSheetText.clerk(receipt.clerkName, receipt.phone ?? '')}</p>
      <p class="sheet-signing">{noticeText.signedFor}</p>
    </>
  );
}

function CorrectionLine(props: { item: CorrectionItem; matter: Matter }) {
  const { item, matter } = props;
  return (
    <li>
      <strong>{nameOfItem(item, matter)}</strong> {item.reason}
      {item.fix !== '' && <p>{correctionText.fix(item.fix)}</p>}
    </li>
  );
}
