import { useEffect } from 'preact/hooks';
import type { CaseSummary, DraftSummary } from '../../device/device-api.ts';
import { dayWithWeekday } from '../../text/common.ts';
import { homeText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { TextSize } from '../../ui/text-size/text-size.tsx';
import { lockNow } from '../auto-lock.ts';
import { device, deviceState, useWatch } from '../device.ts';
import { countMostUsed } from '../find/most-used.ts';
import { Brocade } from '../frame/brocade.tsx';
import { ExportPrompt } from '../export/export-prompt.tsx';
import { now, today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { AccessNotices } from '../frame/access-notices.tsx';
import { CaseRow } from './case-row.tsx';
import { ComingOfAge } from './coming-of-age.tsx';
import { BatchRow, DraftRow } from './draft-row.tsx';
import { lastLeft } from './last-left.ts';
import { Often } from './often.tsx';
import './home.css';

/** How many of what came back stand on the home screen; the rest under 办件. */
const MOST_RETURNED = 5;

/** What came back, what is due, what is unfinished, and the one act: take in. */
export function HomePage() {
  const cases = useWatch((device) => device.cases.watch).value;
  const drafts = useWatch((device) => device.drafts.watch).value;
  const state = deviceState.value;
  useEffect(() => {
    if (cases !== undefined) countMostUsed(cases);
  }, [cases]);
  if (drafts === undefined || !state) {
    return (
      <Screen title={homeText.title} nav>
        <Opening />
      </Screen>
    );
  }
  const open = drafts.filter(
    ({ removedAt, purpose }) => removedAt === null && purpose === 'submit',
  );
  const unfinished = inSheets(open);
  return (
    <Screen
      title={homeText.title}
      nav
      textSize="none"
      primary={{ label: homeText.takeIn, href: paths.find }}
    >
      <Brocade />
      <div class="spread">
        <p>
          {state.clerk?.name} {dayWithWeekday(now.value)}
        </p>
        <span class="row">
          <Button href={paths.checkReceipt}>
            <Icon name="qr" />
            {homeText.scan}
          </Button>
          <Button onPress={() => void lockNow()}>
            <Icon name="lock" />
            {homeText.lock}
          </Button>
          <TextSize onlyLarger />
        </span>
      </div>
      <DeviceNotices />
      <ExportPrompt />
      <LastLeft />
      <Often />
      {cases === undefined ? (
        <Opening />
      ) : (
        <>
          <CameBack cases={cases} />
          <section class="stack-tight">
            <h2>
              {homeText.unfinished} {unfinished.length > 0 && unfinished.length}
            </h2>
            {open.length === 0 ? (
              <p class="hint">{homeText.none}</p>
            ) : (
              <ul class="rows">
                {unfinished.map(({ draft, count }) =>
                  draft.batchId === null ? (
                    <DraftRow key={draft.draftId} draft={draft} />
                  ) : (
                    <BatchRow key={draft.batchId} {...{ draft, count }} />
                  ),
                )}
              </ul>
            )}
          </section>
          {cases.length === 0 && open.length === 0 && (
            <p class="hint">{homeText.firstUse}</p>
          )}
        </>
      )}
    </Screen>
  );
}

/** The rows of one sheet as one, where the newest of them stands. */
function inSheets(drafts: readonly DraftSummary[]) {
  const lines = new Map<string, { draft: DraftSummary; count: number }>();
  for (const draft of drafts) {
    const line = lines.get(draft.batchId ?? draft.draftId);
    if (line === undefined)
      lines.set(draft.batchId ?? draft.draftId, { draft, count: 1 });
    else line.count += 1;
  }
  return [...lines.values()];
}

/** What the county sent back, and what of it is due. */
function CameBack({ cases }: { cases: readonly CaseSummary[] }) {
  const returned = cases.filter(({ display }) => display === 'correcting');
  const dueToday = returned.filter(
    ({ correctionDueOn }) =>
      correctionDueOn !== null && correctionDueOn <= today(),
  );
  return (
    <>
      <p role="status" class="visually-hidden">
        {returned.length > 0 && homeText.returnedAnnounced(returned.length)}
      </p>
      <section class="stack-tight">
        <div class="section-head">
          <h2>
            {homeText.returned} {returned.length > 0 && returned.length}
          </h2>
          {returned.length > MOST_RETURNED && (
            <a href={`${paths.cases}?show=returned`}>{homeText.seeAll}</a>
          )}
        </div>
        {returned.length === 0 ? (
          <p class="hint">{homeText.none}</p>
        ) : (
          <ul class="rows">
            {returned.slice(0, MOST_RETURNED).map((item) => (
              <CaseRow key={item.caseId} item={item} />
            ))}
          </ul>
        )}
      </section>
      <section class="stack-tight">
        <h2>
          {homeText.today} {dueToday.length > 0 && dueToday.length}
        </h2>
        {dueToday.length > 0 && (
          <ul class="rows">
            {dueToday.map((item) => (
              <CaseRow key={item.caseId} item={item} />
            ))}
          </ul>
        )}
        <ComingOfAge isAlone={dueToday.length === 0} />
        <a href={paths.line()}>{lineText.home}</a>
      </section>
    </>
  );
}

/** What the clerk must know of the device before taking anything in. */
function DeviceNotices() {
  const state = deviceState.value;
  if (!state) return null;
  return (
    <>
      <AccessNotices />
      {state.catalogue === null && (
        <Notice tone="neutral" icon="clock">
          <p>{homeText.handbookMissing}</p>
        </Notice>
      )}
      {state.enrolmentProblem !== null && (
        <Notice tone="bad" icon="octagon" title={homeText.enrolmentRefused}>
          <p>{errorSentence(state.enrolmentProblem)}</p>
        </Notice>
      )}
      {!state.bound && state.enrolmentProblem === null && (
        <Notice tone="neutral" icon="clock" title={homeText.unbound}>
          <p>{homeText.unboundExplained}</p>
        </Notice>
      )}
    </>
  );
}

/** What was just put aside or deleted, with the way to take it back in place. */
function LastLeft() {
  const left = lastLeft.value;
  if (left === undefined) return null;
  if (left.kind === 'putAside') {
    return (
      <Notice tone="neutral" icon="box-check" announced="polite">
        <p>{homeText.putAside}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="neutral" icon="cross" announced="polite">
      <div class="spread">
        <p>{homeText.draftRemoved(left.matterShort)}</p>
        <Button
          onPress={() => {
            void device().drafts.restore(left.draftId);
            lastLeft.value = undefined;
          }}
        >
          {homeText.restore}
        </Button>
      </div>
    </Notice>
  );
}
