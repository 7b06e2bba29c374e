import type { CaseView } from '../../device/device-api.ts';
import { useEffect, useState } from 'preact/hooks';
import { isSameSitting } from '../../domain/cases/sitting.ts';
import {
  dayInSentence,
  groupCaseNumber,
  momentInSentence,
  speakDigits,
} from '../../text/common.ts';
import { bundleText } from '../../text/bundle.ts';
import { frameText } from '../../text/counter.ts';
import { receiptText } from '../../text/receipt.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Qr } from '../../ui/qr/qr.tsx';
import { useCase, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { ReadAloud } from '../frame/read-aloud.tsx';
import { BundleLine } from '../bundle/bundle-line.tsx';
import { SheetPlace, useSheet } from '../sheet/sheet-place.tsx';
import { ReceiptSheet } from '../sheet/receipt-sheet.tsx';
import { onOneSheet, readVisit } from '../visit/read-visit.ts';
import { AnotherOfVisit, VisitCases } from '../visit/visit-cases.tsx';
import { receiptWords } from './receipt-words.ts';
import './receipt.css';

/** Taken in and safe: the number, what comes next, and the paper for the resident. */
export function ReceiptPage({ caseId }: { caseId: string }) {
  const view = useCase(caseId);
  if (view === undefined) return <OpeningPage />;
  if (view === null) {
    return (
      <Screen
        title={frameText.caseGone}
        back={paths.home}
        primary={{ label: frameText.goHome, href: paths.home }}
      >
        {null}
      </Screen>
    );
  }
  return <OpenReceipt view={view} />;
}

function OpenReceipt({ view }: { view: CaseView }) {
  const { receipt, arrivedAt } = view;
  const [isBig, setBig] = useState(false);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const { lastNine } = groupCaseNumber(receipt.number);
    setSpoken(receiptText.announced(speakDigits(lastNine)));
  }, [receipt.number]);
  const visit = useRead(
    (device) => readVisit(device, view.caseId),
    [view.caseId],
  );
  const ofVisit = onOneSheet(visit, view.caseId);
  const cases = ofVisit.length > 1 ? ofVisit.map((each) => each.view) : [view];
  const sheet = useSheet({
    kind: 'receipt',
    jobTitle: receipt.number,
    of: {
      view,
      sheet: 'receipt',
      beside: cases.map(({ caseId }) => caseId),
    },
  });
  const { head, lastNine } = groupCaseNumber(receipt.number);
  const { noticeBy } = receipt;
  return (
    <Screen
      title={receiptText.title}
      back={paths.home}
      primary={{
        label: receiptText.print,
        onPress: sheet.press,
      }}
    >
      <p role="status" class="visually-hidden">
        {spoken}
      </p>
      <div class="stack screen-only">
        <Notice tone="ok" icon="check" title={receiptText.notAcceptance}>
          {arrivedAt !== null && <p>{receiptText.arrived}</p>}
        </Notice>
        <p>
          {receipt.matterName} · {view.applicantName}{' '}
          <span class="nowrap">{momentInSentence(receipt.takenInAt)}</span>
        </p>
        <div
          class={isBig ? 'receipt-number receipt-number-big' : 'receipt-number'}
        >
          <div>
            <p class="hint">{receiptText.number}</p>
            <p>{head}</p>
            <p class="last-nine">{lastNine}</p>
            <p>
              {receiptText.queryCode}{' '}
              <strong class="nowrap">{receipt.queryCode}</strong>
            </p>
          </div>
          <div class={isBig ? 'receipt-qr receipt-qr-big' : 'receipt-qr'}>
            <Qr content={receipt.qr} label={receiptText.qr} />
          </div>
        </div>
        <VisitCases cases={ofVisit} />
        {view.bundleId !== undefined && <BundleLine bundleId={view.bundleId} />}
        <span>
          <Button pressed={isBig} onPress={() => setBig(!isBig)}>
            <Icon name="qr" />
            {isBig ? receiptText.smallCode : receiptText.bigCode}
          </Button>
        </span>
        <section class="stack-tight">
          <h2>{receiptText.next}</h2>
          <ol class="next-steps">
            <li>{receiptText.nextSend}</li>
            <li>
              {receiptText.nextNotice(dayInSentence(noticeBy.date))}
              {noticeBy.provisional && receiptText.provisional}
            </li>
            {receipt.promisedDays !== null && (
              <li>{receiptText.nextPromise(receipt.promisedDays)}</li>
            )}
            {view.bundleId !== undefined && <li>{bundleText.restGoesOn}</li>}
          </ol>
        </section>
        <ReadAloud sentences={receiptWords(view)} />
        <p class="hint">{receiptText.noPrinter}</p>
        <div class="buttons">
          {isSameSitting(view.takenInAt, new Date().toISOString()) && (
            <AnotherOfVisit caseId={view.caseId} />
          )}
          <Button href={paths.find}>{receiptText.another}</Button>
          <Button href={paths.home}>{receiptText.home}</Button>
        </div>
      </div>
      <SheetPlace sheet={sheet} isFolded>
        <ReceiptSheet receipts={cases.map((each) => each.receipt)} />
      </SheetPlace>
    </Screen>
  );
}
