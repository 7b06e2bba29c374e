import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { MatterSummary } from '../../device/device-api.ts';
import { common } from '../../text/common.ts';
import { homeText } from '../../text/counter.ts';
import { findText } from '../../text/find.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { lastLeft } from '../home/last-left.ts';
import { MatterRow } from './matter-row.tsx';
import { MatterSearch } from './matter-search.tsx';
import './find.css';

/** Finds a matter by name, initials or a sentence, and begins a draft of it. */
export function FindPage() {
  const { route } = useLocation();
  const [word, setWord] = useState('');
  const [failure, setFailure] = useState<string>();
  const [beginning, setBeginning] = useState<string>();
  const [searches, setSearches] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const all = useRead((device) => device.catalogue.find(''));
  const categories = useRead((device) => device.catalogue.categories());
  const found = useFound(word, all);
  const state = deviceState.value;

  const begin = async (matter: MatterSummary) => {
    if (!matter.canTakeIn || beginning !== undefined) return;
    setBeginning(matter.code);
    const created = await device().drafts.create(matter.code);
    setBeginning(undefined);
    if (!created.ok) {
      setFailure(errorSentence(created.code));
      return;
    }
    lastLeft.value = undefined;
    route(paths.step(created.value, 'applicant'));
  };
  const names = new Map(categories?.map(({ id, name }) => [id, name]));
  return (
    <Screen title={findText.title} back={paths.home} focusTitle={false}>
      {state?.catalogue?.isDraft === true && (
        <Notice tone="neutral" icon="pencil" title={common.draftCatalogue}>
          <p>{findText.draftNotice}</p>
        </Notice>
      )}
      {state?.catalogue === null && (
        <Notice tone="neutral" icon="clock">
          <p>{homeText.handbookMissing}</p>
        </Notice>
      )}
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      <MatterSearch
        key={searches}
        count={found === undefined ? '' : findText.count(found.length)}
        onWord={setWord}
        onDown={() => moveFocus(list.current, 1)}
        onEnter={() => {
          const first = found?.find(({ canTakeIn }) => canTakeIn);
          if (word !== '' && first) void begin(first);
        }}
      />
      {found === undefined ? (
        <Opening />
      ) : found.length === 0 && word !== '' ? (
        <div class="stack-tight">
          <p>{findText.nothing(word, all?.length ?? 0)}</p>
          <span>
            <Button
              onPress={() => {
                setWord('');
                setSearches(searches + 1);
              }}
            >
              {findText.seeAll(all?.length ?? 0)}
            </Button>
          </span>
        </div>
      ) : (
        <ul
          class="rows"
          ref={list}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            moveFocus(list.current, step);
          }}
        >
          {found.map((matter) => (
            <MatterRow
              key={matter.code}
              matter={matter}
              category={names.get(matter.category) ?? ''}
              isBusy={beginning === matter.code}
              onBegin={() => void begin(matter)}
            />
          ))}
        </ul>
      )}
    </Screen>
  );
}

/** What the word finds; an empty word shows everything in category order. */
function useFound(
  word: string,
  all: MatterSummary[] | undefined,
): MatterSummary[] | undefined {
  const [found, setFound] = useState<MatterSummary[]>();
  useEffect(() => {
    if (word === '') return undefined;
    let isOver = false;
    const search = async () => {
      const hits = await device().catalogue.find(word);
      if (!isOver) setFound(hits);
    };
    void search();
    return () => {
      isOver = true;
    };
  }, [word]);
  return word === '' ? all : found;
}

/** Moves focus along the rows; from outside to the first one. */
function moveFocus(list: HTMLUListElement | null, step: number): void {
  const rows = Array.from(list?.querySelectorAll<HTMLElement>('button') ?? []);
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
