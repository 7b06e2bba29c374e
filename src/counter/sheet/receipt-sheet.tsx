import type { ReceiptView } from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { clockTime } from '../../text/common.ts';
import { printText } from '../../text/print.ts';
import { CaseHead } from './case-head.tsx';

type ReceiptSheetProps = { receipts: readonly ReceiptView[] };

/**
 * The intake receipt that the resident takes home; names masked. Of a visit one sheet
 * for all its cases, each with its own number and code.
 */
export function ReceiptSheet({ receipts }: ReceiptSheetProps) {
  const [first] = receipts;
  if (first === undefined) return null;
  return (
    <>
      <h2>{printText.receiptTitle}</h2>
      <p class="sheet-centre">{printText.notAcceptance}</p>
      {receipts.map((receipt) => (
        <OfCase key={receipt.number} receipt={receipt} />
      ))}
      <p>
        {printText.clerk(first.stationName, first.clerkName)} {first.phone}
      </p>
      <p>{printText.follow}</p>
    </>
  );
}

function OfCase({ receipt }: { receipt: ReceiptView }) {
  const { noticeBy, promisedDays, takenInAt } = receipt;
  return (
    <>
      <CaseHead receipt={receipt}>
        <p>
          <strong>{receipt.matterName}</strong>
        </p>
        <p>
          {receipt.applicantMasked}{' '}
          {receipt.idLast4 !== null && printText.idLast4(receipt.idLast4)}
        </p>
        <p>
          {printText.takenIn}{' '}
          {printText.deviceTime(
            `${chinaDate(takenInAt)} ${clockTime(takenInAt)}`,
          )}
        </p>
      </CaseHead>
      <p>{printText.papers}</p>
      <ul>
        {receipt.papers.map((paper) => (
          <li key={paper.name}>{paperLine(paper)}</li>
        ))}
      </ul>
      <p>
        {printText.notice(noticeBy.date)}
        {noticeBy.provisional && printText.provisional}
      </p>
      {promisedDays !== null && <p>{printText.promise(promisedDays)}</p>}
    </>
  );
}

function paperLine(paper: ReceiptView['papers'][number]) {
  const { name, how, pages, isOriginalSeen, dueOn } = paper;
  switch (how) {
    case 'photo':
      return isOriginalSeen
        ? printText.checkedCopy(name, pages)
        : printText.photographs(name, pages);
    case 'seen':
      return printText.seen(name);
    case 'generated':
      return printText.generated(name);
    case 'eCert':
      return printText.certificate(name);
    case 'commitment':
      return printText.commitment(name);
    case 'deficiency':
      return printText.deficiency(name, (dueOn ?? '').slice(5));
    default:
      return unreachable(how);
  }
}
