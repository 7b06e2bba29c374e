import { useEffect, useState } from 'preact/hooks';
import {
  caseText,
  decisionText,
  linkText,
  worklistText,
} from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { isTyping } from '../is-typing.ts';
import { useReview } from '../review-context.ts';
import { hrefs } from '../route.ts';
import { nextAct } from '../worklist/next-act.ts';
import { AnswersPane } from './answers-pane.tsx';
import { ChecklistPane } from './checklist-pane.tsx';
import { DecisionDock } from './decide/decision-dock.tsx';
import { DecisionPanel } from './decide/decision-panel.tsx';
import { withItem } from './decision-draft.ts';
import { useDraft } from './use-draft.ts';
import { MaterialViewer } from './material-viewer.tsx';
import { listSheets } from './sheets.ts';
import { useCase } from './use-case.ts';
import { useNumbers } from './use-numbers.ts';
import { withNumbers } from './with-numbers.ts';
import './case.css';

const PANES = ['answers', 'materials', 'checklist'] as const;
type Pane = (typeof PANES)[number];

/** One case: left what was filled in, middle the materials, right the decision. */
export function CasePage({ caseId }: { caseId: string }) {
  const open = useCase(caseId);
  const { matter, failure } = open;
  const numbers = useNumbers(caseId);
  const detail = withNumbers(open.detail, numbers.shown);
  const drafting = useDraft(caseId, matter);
  const [index, setIndex] = useState(0);
  const [pane, setPane] = useState<Pane>('answers');
  const [done, setDone] = useState<string | null>(null);
  const { form } = drafting.draft;

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
      {done !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>
            {done} <a href={hrefs.worklist}>{caseText.toList}</a>
          </p>
        </Notice>
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
              <ChecklistPane detail={detail} matter={matter} />
            </>
          ) : (
            <DecisionPanel
              form={form}
              detail={detail}
              matter={matter}
              useDraft={drafting}
              reload={open.reload}
              onDecided={(which) => {
                setDone(caseText.decided(decisionText.acts[which]));
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
        onChoose={(which) => {
          setDone(null);
          drafting.change({ form: which });
        }}
      />
    </ConsoleFrame>
  );
}

function BackLink() {
  return (
    <a class="case-back" href={hrefs.worklist}>
      <Icon name="chevron" flipped />
      {caseText.back}
    </a>
  );
}

/** The cases before and after in the list that was left. */
function Neighbours({ caseId }: { caseId: string }) {
  const { place } = useReview();
  const rows = place.shown.value?.rows ?? [];
  const at = rows.findIndex((row) => row.caseId === caseId);
  if (at < 0) return null;
  const before = rows[at - 1];
  const after = rows[at + 1];
  const choose = (next: string) => {
    place.currentCaseId.value = next;
  };
  return (
    <span class="row">
      {caseText.place(at + 1, rows.length)}
      {before !== undefined && (
        <a
          class="case-back"
          href={hrefs.case(before.caseId)}
          onClick={() => choose(before.caseId)}
        >
          {caseText.previous}
        </a>
      )}
      {after !== undefined && (
        <a
          class="case-back"
          href={hrefs.case(after.caseId)}
          onClick={() => choose(after.caseId)}
        >
          {caseText.next}
        </a>
      )}
    </span>
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
