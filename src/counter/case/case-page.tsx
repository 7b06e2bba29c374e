import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { CaseView } from '../../device/device-api.ts';
import { openGaps } from '../../domain/cases/papers.ts';
import {
  actText,
  repairText,
  supplementText,
  withdrawText,
} from '../../text/case-acts.ts';
import {
  attentionText,
  caseText,
  frameText,
  homeText,
} from '../../text/counter.ts';
import { correctionSheetText, sheetText } from '../../text/sheet.ts';
import { sendText } from '../../text/send.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { device, deviceState, useCase, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen, type PrimaryAct } from '../frame/screen.tsx';
import { BundleLine } from '../bundle/bundle-line.tsx';
import { CaseSheets } from '../sheet/case-sheets.tsx';
import { CaseContents } from './case-contents.tsx';
import { caseSentence } from './case-sentence.ts';
import { CorrectionNotice } from './correction-notice.tsx';
import { Deadline } from './deadline.tsx';
import { Progress } from './progress.tsx';
import '../home/home.css';

/** One case: how it stands, what to do now, what was said, how it came here. */
export function CasePage({ caseId }: { caseId: string }) {
  const view = useCase(caseId);
  if (view === undefined) return <OpeningPage />;
  if (view === null) {
    const isClosed = deviceState.value?.access.leaseEnded === true;
    return (
      <Screen
        title={isClosed ? homeText.leaseEnded : frameText.caseGone}
        back={paths.cases}
        primary={{ label: frameText.goHome, href: paths.home }}
      >
        {isClosed && <p>{errorSentence('leaseEnded')}</p>}
      </Screen>
    );
  }
  return <OpenCase view={view} />;
}

function OpenCase({ view }: { view: CaseView }) {
  const { route } = useLocation();
  const [failure, setFailure] = useState<string>();
  const { matterCode, catalogueVersion } = view;
  const matter = useRead(
    (device) => device.catalogue.matter(matterCode, catalogueVersion),
    [matterCode, catalogueVersion],
  );
  const { state, display } = view;
  const items = state.correction?.items ?? [];
  const station = deviceState.value?.station ?? null;

  const answer = async () => {
    const made = await device().drafts.createAnswer(view.caseId);
    if (made.ok) route(paths.intake(made.value));
    else setFailure(errorSentence(made.code));
  };
  const supplement = async () => {
    const begun = await device().drafts.createSupplement(view.caseId);
    if (begun.ok) route(paths.intake(begun.value));
    else setFailure(errorSentence(begun.code));
  };
  const isRefused = view.trouble?.result === 'refused';
  const isOwed =
    view.damaged === 0 &&
    view.acts.includes('supplement') &&
    openGaps(view.papers).length > 0;
  const primary: PrimaryAct | undefined =
    display === 'correcting' && items.length > 0
      ? {
          label:
            view.answerDraftId === null
              ? caseText.answer(items.length)
              : caseText.continueAnswer(items.length),
          onPress: () => void answer(),
        }
      : isRefused
        ? { label: caseText.toTray, href: paths.attention }
        : isOwed
          ? { label: supplementText.title, onPress: () => void supplement() }
          : undefined;
  return (
    <Screen
      title={`${view.matterShort} · ${view.applicantName}`}
      tabTitle={`${frameText.cases} · ${view.matterShort}`}
      back={paths.cases}
      primary={primary}
      textSize="both"
    >
      <section class="stack-tight">
        <StatusTag status={display} unsentOperations={view.unsentLater} />
        <p>{caseSentence(view)}</p>
      </section>
      {view.unsentLater > 0 && view.trouble === null && (
        <Notice tone="info" icon="box-check" announced="polite">
          <p>
            {caseText.stepsSaved(
              frameText.list(
                view.unsentKinds.map((kind) => sendText.kinds[kind] ?? ''),
              ),
            )}
          </p>
        </Notice>
      )}
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      {view.trouble !== null && station !== null && (
        <Notice
          tone={view.trouble.result === 'refused' ? 'bad' : 'warn'}
          icon="octagon"
          title={
            view.trouble.isTwice
              ? attentionText.isTwice
              : errorSentence(view.trouble.code)
          }
        >
          {view.trouble.reason !== null && (
            <p>{attentionText.countySays(view.trouble.reason)}</p>
          )}
          {station.phone !== null && (
            <Button href={`tel:${station.phone}`}>
              {caseText.callTownship(station.phone)}
            </Button>
          )}
        </Notice>
      )}
      {!view.isHistoryReadable && (
        <Notice tone="warn" icon="octagon">
          <p>{caseText.historyUnreadable}</p>
        </Notice>
      )}
      <Damaged view={view} onRetake={() => void supplement()} />
      {items.length > 0 && display === 'correcting' && (
        <CorrectionNotice
          items={items}
          matter={matter?.ok === true ? matter.value : undefined}
        />
      )}
      {primary === undefined && <Ending view={view} />}
      <Deadline view={view} />
      {view.bundleId !== undefined && <BundleLine bundleId={view.bundleId} />}
      <Progress view={view} />
      <div class="buttons">
        {matter?.ok !== true && (
          <Button href={paths.receipt(view.caseId)}>
            <Icon name="printer" />
            {caseText.receipt}
          </Button>
        )}
        {display === 'correcting' && items.length > 0 && (
          <Button href={paths.sheet(view.caseId, 'correction')}>
            <Icon name="printer" />
            {sheetText.print(correctionSheetText.short)}
          </Button>
        )}
        {view.acts.includes('confirmDelivery') && isToFetch(view) && (
          <Button href={paths.act(view.caseId, 'deliver')}>
            {actText.confirmDelivery.send}
          </Button>
        )}
        {view.acts.includes('updateContact') && (
          <Button href={paths.act(view.caseId, 'contact')}>
            {actText.updateContact.title}
          </Button>
        )}
        {view.acts.includes('withdraw') && (
          <Button kind="danger" href={paths.withdraw(view.caseId)}>
            {withdrawText.act}
          </Button>
        )}
      </div>
      {matter?.ok === false && (
        <p class="hint">
          {matter.details?.['gone'] === 1
            ? repairText.versionGone(catalogueVersion)
            : repairText.versionMissing(catalogueVersion)}
        </p>
      )}
      {matter?.ok === true && (
        <>
          <CaseSheets view={view} matter={matter.value} />
          <CaseContents view={view} matter={matter.value} />
        </>
      )}
    </Screen>
  );
}

/** It lies somewhere, and nobody has it yet. */
const isToFetch = ({ state }: CaseView) =>
  (state.result?.pickup ?? null) !== null && !state.handedOver;

type DamagedProps = { view: CaseView; onRetake: () => void };

/** Photographs that were lost here: only a person can make them good. */
function Damaged({ view, onRetake }: DamagedProps) {
  const { damaged, acts, trouble } = view;
  if (damaged === 0) return null;
  if (acts.includes('supplement')) {
    return (
      <Notice tone="bad" icon="octagon" title={supplementText.damaged(damaged)}>
        <Button onPress={onRetake}>{supplementText.retake}</Button>
      </Notice>
    );
  }
  return (
    <Notice tone="bad" icon="octagon">
      <p>
        {trouble?.result === 'refused'
          ? supplementText.damagedRefused(damaged)
          : supplementText.damagedCorrecting(damaged)}
      </p>
    </Notice>
  );
}

/** What the county gave or said at the end; else that nothing is to be done. */
function Ending({ view }: { view: CaseView }) {
  const { result, remedy, status } = view.state;
  if (result === null && remedy === null) {
    const isOver = status === 'notAccepted' || status === 'withdrawn';
    return isOver || view.damaged > 0 ? null : (
      <p class="hint">{caseText.nothingNow}</p>
    );
  }
  return (
    <section class="card stack-tight">
      <h2>{caseText.result}</h2>
      {result !== null && (
        <>
          <p>{result.name}</p>
          {result.pickup !== null && (
            <p>
              {caseText.pickup} {result.pickup}
            </p>
          )}
          {result.note !== '' && <p>{result.note}</p>}
        </>
      )}
      {remedy !== null && remedy !== '' && (
        <p>
          {caseText.remedy} {remedy}
        </p>
      )}
    </section>
  );
}
