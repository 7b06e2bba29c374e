import type { BatchCase } from '../../device/device-api.ts';
import { batchText } from '../../text/batch.ts';
import { printText } from '../../text/print.ts';
import { useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { ReceiptSheet } from '../sheet/receipt-sheet.tsx';
import { SheetPlace, useSheet } from '../sheet/sheet-place.tsx';

type TakenProps = { batchId: string; back?: string };

/** Those whose cases were taken in: the list of them, and a receipt for each. */
export function TakenPage({
  batchId,
  back = paths.batch(batchId),
}: TakenProps) {
  const read = useRead((device) => device.batches.taken(batchId), [batchId]);
  if (read === undefined) return <OpeningPage />;
  const cases = read.ok ? read.value : [];
  const [first] = cases;
  return first === undefined ? (
    <Screen title={batchText.taken} {...{ back }}>
      {null}
    </Screen>
  ) : (
    <Papers {...{ back, cases, first }} />
  );
}

type PapersProps = { back: string; cases: BatchCase[]; first: BatchCase };

function Papers({ back, cases, first }: PapersProps) {
  const { matterName, stationName, clerkName } = first.receipt;
  const title = batchText.list(matterName, cases.length);
  const sheet = useSheet({
    kind: 'receipt',
    jobTitle: title,
    of: {
      view: first,
      sheet: 'receipt',
      beside: cases.map(({ caseId }) => caseId),
    },
  });
  return (
    <Screen
      title={title}
      {...{ back }}
      primary={{ label: batchText.print, onPress: sheet.press }}
    >
      <SheetPlace sheet={sheet}>
        <h2>{title}</h2>
        <p class="sheet-centre">{printText.notAcceptance}</p>
        <ol>
          {cases.map(({ caseId, receipt }) => (
            <li key={caseId}>
              {receipt.applicantMasked}{' '}
              {printText.idLast4(receipt.idLast4 ?? '')}{' '}
              <a href={paths.case(caseId)}>{receipt.number}</a> {batchText.sign}
            </li>
          ))}
        </ol>
        <p>{printText.clerk(stationName, clerkName)}</p>
        {cases.map(({ caseId, receipt }) => (
          <div key={caseId} class="batch-receipt">
            <ReceiptSheet receipts={[receipt]} />
          </div>
        ))}
      </SheetPlace>
    </Screen>
  );
}
