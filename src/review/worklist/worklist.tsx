import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CaseStatus } from '../../domain/cases/transitions.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { clockTime } from '../../text/common.ts';
import {
  consoleText,
  linkText,
  STATUS_TABS,
  worklistText,
} from '../../text/review.ts';
import { statusWords } from '../../text/status.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';
import { useKeys } from '../use-keys.ts';
import { ExportButtons } from './export-buttons.tsx';
import { useWorklist } from './use-worklist.ts';
import { WorklistTable } from './worklist-table.tsx';
import './worklist.css';

/** All cases of the township, those whose next legal act is nearest first. */
export function WorklistPage() {
  const list = useWorklist();
  const { staff } = useReview();
  const search = useRef<HTMLInputElement>(null);
  const { shown, failure, view } = list;

  useKeys({
    '/': () => search.current?.focus(),
    r: list.refresh,
  });

  const word =
    STATUS_TABS.find((status) => status === view.status) === undefined
      ? worklistText.all
      : tabWord(view.status as CaseStatus);
  return (
    <ConsoleFrame
      title={consoleText.title(staff.value?.townName ?? null)}
      page="worklist"
    >
      <div class="worklist-tools">
        <SearchBox
          inputRef={search}
          value={view.search}
          // Whoever searches means the case, wherever it stands by now.
          onSearch={(text) =>
            list.show(
              text === '' ? { search: '' } : { search: text, status: '' },
            )
          }
        />
        <div class="worklist-refresh">
          <span class="hint" role="status">
            {newsOf(list)}
          </span>
          <Button
            onPress={list.refresh}
            busy={list.isLoading && shown !== null ? '…' : undefined}
          >
            {worklistText.refresh}
          </Button>
        </div>
      </div>
      <Tabs
        status={view.status}
        counts={shown?.counts ?? {}}
        onChoose={(status) => list.show({ status })}
      />
      {failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>
            {shown === null || failure.code !== 'offline'
              ? failureSentence(failure)
              : worklistText.stale(clockTime(shown.serverTime))}
          </p>
          {shown === null && (
            <Button onPress={list.refresh}>{linkText.retry}</Button>
          )}
        </Notice>
      )}
      {shown !== null && shown.rows.length === 0 && (
        <p class="worklist-empty">
          {view.search === '' ? (
            worklistText.empty
          ) : (
            <>
              {worklistText.filteredEmpty}
              <Button onPress={() => list.show({ search: '' })}>
                {worklistText.clearSearch}
              </Button>
            </>
          )}
        </p>
      )}
      {shown !== null && shown.rows.length > 0 && (
        <>
          <WorklistTable
            rows={shown.rows}
            now={shown.serverTime}
            caption={worklistText.caption(word)}
            onEnd={list.more}
          />
          <Foot list={list} />
        </>
      )}
    </ConsoleFrame>
  );
}

type List = ReturnType<typeof useWorklist>;

function newsOf({ news, shown }: List): string {
  if (news.arrivals > 0) return worklistText.arrivals(news.arrivals);
  if (news.hasMoved) return worklistText.moved;
  return shown === null ? '' : worklistText.asOf(clockTime(shown.serverTime));
}

type SearchBoxProps = {
  inputRef: { current: HTMLInputElement | null };
  value: string;
  onSearch: (text: string) => void;
};

function SearchBox({ inputRef, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  // Before anybody can type: what is typed meanwhile would be taken back.
  useLayoutEffect(() => setTyped(value), [value]);
  return (
    <form
      role="search"
      class="worklist-search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.normalize('NFKC').trim());
      }}
    >
      <label for="worklist-search">{worklistText.search}</label>
      <input
        id="worklist-search"
        type="text"
        class="console-input"
        autocomplete="off"
        ref={inputRef}
        value={typed}
        aria-describedby="worklist-keys"
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <Button submit>{worklistText.doSearch}</Button>
      {value !== '' && (
        <Button kind="plain" onPress={() => onSearch('')}>
          {worklistText.clearSearch}
        </Button>
      )}
    </form>
  );
}

function tabWord(status: CaseStatus): string {
  return status === 'special'
    ? worklistText.special
    : (statusWords[status as keyof typeof statusWords] ?? status);
}

type TabsProps = {
  status: string;
  counts: Record<string, number>;
  onChoose: (status: string) => void;
};

function Tabs({ status, counts, onChoose }: TabsProps) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const hasCounts = Object.keys(counts).length > 0;
  const tabs = [
    ...STATUS_TABS.map((each) => ({
      status: each as string,
      word: worklistText.tab(
        tabWord(each),
        hasCounts ? (counts[each] ?? 0) : undefined,
      ),
    })),
    {
      status: '',
      word: worklistText.tab(
        worklistText.all,
        hasCounts ? (counts['all'] ?? total) : undefined,
      ),
    },
  ];
  return (
    <div class="worklist-tabs" role="group" aria-label={worklistText.tabs}>
      {tabs.map((tab) => (
        <button
          key={tab.status}
          type="button"
          class="console-tab"
          aria-pressed={tab.status === status}
          onClick={() => onChoose(tab.status)}
        >
          {tab.word}
        </button>
      ))}
    </div>
  );
}

function Foot({ list }: { list: List }) {
  const { view, shown } = list;
  const role = useReview().staff.value?.role;
  const mayExport = role === 'reviewer' || role === 'handler';
  const total =
    view.search === '' && view.status !== ''
      ? shown?.counts[view.status]
      : undefined;
  const next = shown?.next ?? null;
  return (
    <div class="worklist-foot">
      <span id="worklist-keys" class="hint">
        {worklistText.keys}
      </span>
      <div class="row">
        {mayExport && (
          <ExportButtons status={view.status} search={view.search} />
        )}
        <span>{worklistText.shownOf(shown?.rows.length ?? 0, total)}</span>
        {next !== null && (
          <Button onPress={list.more}>
            {worklistText.more(LIMITS.worklistRows)}
          </Button>
        )}
      </div>
    </div>
  );
}
