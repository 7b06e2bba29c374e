import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { CaseListView, CaseListWish } from '../../device/device-api.ts';
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

const PAGE_ROWS = 50;

/** All cases of this device, newest first; what came back stands out by its tag. */
export function CasesPage() {
  const { query, route } = useLocation();
  const onlyReturned = query['show'] === 'returned';
  const [word, setWord] = useState('');
  const [shown, setShown] = useState(PAGE_ROWS);
  const list = useWatch<CaseListView>(
    (device) => (callback) =>
      device.cases.watchList({ word, onlyReturned, count: shown }, callback),
    [word, onlyReturned, shown],
    { keeps: true },
  ).value;
  const drafts = useWatch((device) => device.drafts.watch).value;
  const typed = useTypedText<HTMLInputElement>({
    text: word,
    normalise: (text) => normaliseProse(text).trim(),
    normalisePaste: false,
    onText: (next) => {
      setWord(next);
      setShown(PAGE_ROWS);
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
        <ul class="rows rows-many">
          {list.lines.map((item) => (
            <CaseRow key={item.caseId} item={item} />
          ))}
        </ul>
      ) : list.isWhole ? (
        <p class="hint">{nothing(list.wish)}</p>
      ) : (
        <Opening />
      )}
      {list.hasMore && (
        <Button onPress={() => setShown(shown + PAGE_ROWS)}>
          {casesText.more}
        </Button>
      )}
    </Screen>
  );
}

function nothing({ word, onlyReturned }: CaseListWish): string {
  if (word !== '') return casesText.nothing(word);
  return onlyReturned ? casesText.noneReturned : casesText.empty;
}
