import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type {
  CaseListView,
  CaseListWish,
  CaseSummary,
} from '../../device/device-api.ts';
import { casesText, homeText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';
import { normaliseProse } from '../../ui/field/normalise.ts';
import { useTypedText } from '../../ui/field/use-typed-text.ts';
import { useWatch } from '../device.ts';
import { AccessNotices } from '../frame/access-notices.tsx';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { CaseRow } from '../home/case-row.tsx';
import { DraftRow } from '../home/draft-row.tsx';
import '../home/home.css';
import '../../ui/field/field.css';

/** As many more as the button says. */
const MORE_ROWS = 50;
/** A search is read, not scrolled through. */
const FOUND_ROWS = 10;
/** What a slow phone draws between two pictures. */
const ROWS_A_FRAME = 10;

/** All cases of this device, newest first; what came back stands out by its tag. */
export function CasesPage() {
  const { query, route } = useLocation();
  const onlyReturned = query['show'] === 'returned';
  const [word, setWord] = useState('');
  const [more, setMore] = useState(0);
  const count = (word === '' ? MORE_ROWS : FOUND_ROWS) + more * MORE_ROWS;
  const list = useWatch<CaseListView>(
    (device) => (callback) =>
      device.cases.watchList({ word, onlyReturned, count }, callback),
    [word, onlyReturned, count],
    { keeps: true },
  ).value;
  const drafts = useWatch((device) => device.drafts.watch).value;
  // A key is drawn before its answer is there: the lines are the same until then.
  const lines = useMemo(() => list && <Lines lines={list.lines} />, [list]);
  const typed = useTypedText<HTMLInputElement>({
    text: word,
    normalise: (text) => normaliseProse(text).trim(),
    normalisePaste: false,
    isSearch: true,
    onText: (next) => {
      setWord(next);
      setMore(0);
    },
  });
  if (list === undefined || drafts === undefined) {
    return (
      <Screen title={casesText.title} nav>
        <Opening />
      </Screen>
    );
  }
  const open = drafts.filter(
    ({ removedAt, purpose }) => removedAt === null && purpose === 'submit',
  );
  return (
    <Screen
      title={casesText.title}
      nav
      primary={{ label: homeText.takeIn, href: paths.find }}
    >
      <div class="field">
        <label class="field-label" for="case-search">
          {casesText.search}
        </label>
        <input
          ref={typed.element}
          id="case-search"
          class="input"
          type="search"
          autocomplete="off"
          spellcheck={false}
          {...typed.handlers}
        />
      </div>
      <div class="buttons">
        <Button
          pressed={!onlyReturned}
          onPress={() => route(paths.cases, true)}
        >
          {casesText.all}
        </Button>
        <Button
          pressed={onlyReturned}
          onPress={() => route(`${paths.cases}?show=returned`, true)}
        >
          {casesText.returned}
        </Button>
      </div>
      <AccessNotices />
      {open.length > 0 && word === '' && !onlyReturned && (
        <section class="stack-tight">
          <h2>{casesText.drafts}</h2>
          <ul class="rows">
            {open.map((draft) => (
              <DraftRow key={draft.draftId} draft={draft} />
            ))}
          </ul>
        </section>
      )}
      {list.lines.length > 0 ? (
        lines
      ) : list.isWhole ? (
        <p class="hint">{nothing(list.wish)}</p>
      ) : (
        <Opening />
      )}
      {list.hasMore && (
        <Button onPress={() => setMore(more + 1)}>{casesText.more}</Button>
      )}
    </Screen>
  );
}

/** A few at every picture. */
function Lines({ lines }: { lines: readonly CaseSummary[] }) {
  const [drawn, setDrawn] = useState(ROWS_A_FRAME);
  const due = Math.max(ROWS_A_FRAME, lines.length);
  useEffect(() => {
    if (drawn > due) setDrawn(due);
    if (drawn >= due) return undefined;
    const frame = requestAnimationFrame(() => setDrawn(drawn + ROWS_A_FRAME));
    return () => cancelAnimationFrame(frame);
  }, [drawn, due]);
  return (
    <ul class="rows rows-many">
      {lines.slice(0, drawn).map((item) => (
        <CaseRow key={item.caseId} item={item} />
      ))}
    </ul>
  );
}

function nothing({ word, onlyReturned }: CaseListWish): string {
  if (word !== '') return casesText.nothing(word);
  return onlyReturned ? casesText.noneReturned : casesText.empty;
}
