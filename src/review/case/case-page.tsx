import { useEffect, useState } from 'preact/hooks';
import { caseText, linkText, worklistText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { isTyping } from '../is-typing.ts';
import { useReview } from '../review-context.ts';
import { hrefs } from '../route.ts';
import { useKeys } from '../use-keys.ts';
import { nextAct } from '../worklist/next-act.ts';
import { AnswersPane } from './answers-pane.tsx';
import { ChecklistPane } from './checklist-pane.tsx';
import { listChecks, tickNext } from './checklist.ts';
import { DecisionDock, DOCK_KEYS } from './decide/decision-dock.tsx';
import { DecisionPanel } from './decide/decision-panel.tsx';
import { withItem, type DecisionForm } from './decision-draft.ts';
import { goOn } from './go-on.ts';
import { BackLink, Neighbours, stepTo } from './neighbours.tsx';
import { useDraft } from './use-draft.ts';
import { MaterialViewer } from './material-viewer.tsx';
import { listSheets } from './sheets.ts';
import { useCase } from './use-case.ts';
import { useLastLook } from './use-last-look.ts';
import { useNumbers } from './use-numbers.ts';
import { withNumbers } from './with-numbers.ts';
import './case.css';

const PANES = ['answers', 'materials', 'checklist'] as const;
type Pane = (typeof PANES)[number];

/** One case: left what was filled in, middle the materials, right the decision. */
export function CasePage({ caseId }: { caseId: string }) {
  const open = useCase(caseId);
  const { matter, failure } = open;
  const review = useReview();
  const numbers = useNumbers(caseId);
  const detail = withNumbers(open.detail, numbers.shown);
  const drafting = useDraft(caseId, matter);
  const seenThrough = useLastLook(caseId, open.detail);
  const [index, setIndex] = useState(0);
  const [pane, setPane] = useState<Pane>('answers');
  const [done, setDone] = useState<string | null>(null);
  const { form, good, ticked } = drafting.draft;
  const checks =
    detail === null ? [] : listChecks(detail, matter, { good, ticked });
  const choose = (which: DecisionForm) => {
    setDone(null);
    review.said.value = null;
    drafting.change({ form: which });
  };
  useKeys({
    y: () => {
      const next = tickNext(checks, ticked);
      if (next !== null) drafting.change({ ticked: next });
    },
    v: () => void numbers.show(),
    j: () => stepTo(review, caseId, 1),
    k: () => stepTo(review, caseId, -1),
    ...(form !== null
      ? {}
      : Object.fromEntries(
          Object.entries(DOCK_KEYS).map(([key, which]) => [
            key,
            () => {
              if (detail?.acts.includes(which) === true) choose(which);
            },
          ]),
        )),
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTyping(event)) return;
      location.hash = hrefs.worklist;
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  // Below 1024 px a decision is written in its own tab.
  useEffect(() => {
    if (form !== null) setPane('checklist');
  }, [form]);

  if (detail === null) {
    return (
      <ConsoleFrame title={caseText.answers} page="case">
        <BackLink />
        {failure !== null && (
          <Failed sentence={failureSentence(failure)} onRetry={open.reload} />
        )}
      </ConsoleFrame>
    );
  }
  const { row } = detail;
  const sheets = listSheets(detail);
  const waiting = sheets.flatMap((each, n) => (each.arrived ? [] : [n + 1]));
  const canCorrect = detail.acts.includes('requestCorrection');
  const now = Date.now();
  const unseen =
    seenThrough === null
      ? 0
      : detail.events.filter(({ n }) => n > seenThrough).length;
  const next = nextAct(row, new Date(now).toISOString());
  return (
    <ConsoleFrame
      title={`${row.matterShort} · ${row.applicantName}`}
      tabTitle={row.matterShort}
      page="case"
      isWorkbench
    >
      <div class="case-head">
        <BackLink />
        <Neighbours caseId={caseId} />
        <StatusTag status={row.display} />
        {next.text !== worklistText.nothingDue && (
          <span
            class={next.tone === null ? undefined : `due tone-${next.tone}`}
          >
            {next.text}
          </span>
        )}
        <span class="case-keys hint">{caseText.keys}</span>
        <Button onPress={() => void open.reload()}>{caseText.refresh}</Button>
      </div>
      {done === null && review.said.value !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>{review.said.value}</p>
        </Notice>
      )}
      {done !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>
            {done} <a href={hrefs.worklist}>{caseText.toList}</a>
          </p>
        </Notice>
      )}
      {unseen > 0 && done === null && (
        <p class="case-unseen">{caseText.newSince(unseen)}</p>
      )}
      {open.hasChanged && (
        <Notice tone="warn" icon="octagon" announced="polite">
          <p>{caseText.changedMeanwhile}</p>
        </Notice>
      )}
      {failure !== null && failure.code !== 'unauthorized' && (
        <Failed sentence={failureSentence(failure)} onRetry={open.reload} />
      )}
      <PaneTabs pane={pane} onChoose={setPane} hasForm={form !== null} />
      <div class="case-panes" data-pane={pane}>
        {/* Takes focus, so that it is scrolled by keyboard too. */}
        <section
          class="case-pane case-answers"
          aria-label={caseText.answers}
          tabIndex={0}
        >
          <h2>{caseText.answers}</h2>
          <AnswersPane {...{ detail, matter, numbers }} />
        </section>
        <section
          class="case-pane case-materials"
          aria-label={caseText.materials}
        >
          <MaterialViewer
            caseId={caseId}
            sheets={sheets}
            index={Math.min(index, Math.max(0, sheets.length - 1))}
            onIndex={setIndex}
            good={good}
            onGood={(now) => drafting.change({ good: now })}
            onProblem={
              canCorrect
                ? (paperId) =>
                    drafting.change(
                      withItem(drafting.draft, {
                        about: `paper:${paperId}`,
                        reason: '',
                        fix: '',
                      }),
                    )
                : undefined
            }
          />
        </section>
        <section class="case-pane case-side" aria-label={caseText.checklist}>
          {form === null || matter === null ? (
            <>
              <h2>{caseText.checklist}</h2>
              <ChecklistPane
                {...{ detail, matter, seenThrough, checks }}
                useDraft={drafting}
              />
            </>
          ) : (
            <DecisionPanel
              form={form}
              detail={detail}
              matter={matter}
              useDraft={drafting}
              reload={open.reload}
              onDecided={(which) => {
                const { matterShort: short, applicantName: name } = row;
                const of = { caseId, form: which, matter: short, name };
                setDone(goOn(review, of));
                setPane('answers');
              }}
            />
          )}
        </section>
      </div>
      <DecisionDock
        detail={detail}
        draft={drafting.draft}
        hint={waiting.length > 0 ? caseText.photosOnTheWay(waiting) : null}
        onChoose={choose}
      />
    </ConsoleFrame>
  );
}

type FailedProps = { sentence: string; onRetry: () => Promise<void> };

function Failed({ sentence, onRetry }: FailedProps) {
  return (
    <Notice tone="neutral" icon="pause" announced="polite">
      <p>{sentence}</p>
      <Button onPress={() => void onRetry()}>{linkText.retry}</Button>
    </Notice>
  );
}

type PaneTabsProps = {
  pane: Pane;
  hasForm: boolean;
  onChoose: (pane: Pane) => void;
};

/** Below 1024 px one pane at a time. */
function PaneTabs({ pane, hasForm, onChoose }: PaneTabsProps) {
  const words = {
    answers: caseText.answers,
    materials: caseText.materials,
    checklist: hasForm ? caseText.decide : caseText.checklist,
  };
  return (
    <div class="case-tabs" role="group" aria-label={caseText.panes}>
      {PANES.map((each) => (
        <button
          key={each}
          type="button"
          class="console-tab"
          aria-pressed={each === pane}
          onClick={() => onChoose(each)}
        >
          {words[each]}
        </button>
      ))}
    </div>
  );
}
