import type { ReceiptView } from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { clockTime, groupCaseNumber } from '../../text/common.ts';
import { printText } from '../../text/print.ts';
import { Qr } from '../../ui/qr/qr.tsx';
import './print.css';

/** The A5 paper: black on white, names masked, readable after one photocopy. */
export function PrintedReceipt({ receipt }: { receipt: ReceiptView }) {
  const { head, lastNine } = groupCaseNumber(receipt.number);
  const { noticeBy, promisedDays } = receipt;
  return (
    <section class="printed-receipt print-only" aria-hidden="true">
      <h2>{printText.receiptTitle}</h2>
      <p class="printed-centre">{printText.notAcceptance}</p>
      <div class="printed-top">
        <div>
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
              `${chinaDate(receipt.takenInAt)} ${clockTime(receipt.takenInAt)}`,
            )}
          </p>
          <p>
            {printText.number} {head}
          </p>
          <p>
            <strong class="printed-number">{lastNine}</strong>
          </p>
          <p>
            {printText.queryCode} <strong>{receipt.queryCode}</strong>
          </p>
        </div>
        <div class="printed-qr">
          <Qr content={receipt.qr} />
        </div>
      </div>
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
      <p>
        {printText.clerk(receipt.stationName, receipt.clerkName)}{' '}
        {receipt.phone}
      </p>
      <p>{printText.follow}</p>
    </section>
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
