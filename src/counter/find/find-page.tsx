import type { VNode } from 'preact';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { common } from '../../text/common.ts';
import { homeText } from '../../text/counter.ts';
import { BUNDLES } from '../../domain/catalogue/find-matter.ts';
import { bundleText } from '../../text/bundle.ts';
import { findText } from '../../text/find.ts';
import { visitText } from '../../text/visit.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { deviceState, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { going } from '../visit/going.ts';
import { beginMatter } from './begin-matter.ts';
import { ByCategory } from './by-category.tsx';
import { keepSearch, keptSearch, type KeptSearch } from './kept-search.ts';
import { MatterRow, pathOf } from './matter-row.tsx';
import { MatterSearch } from './matter-search.tsx';
import { mostUsed } from './most-used.ts';
import { NothingFound } from './nothing-found.tsx';
import { moveFocus } from './row-focus.ts';
import {
  mattersOfSituation,
  searchMatters,
  type Hit,
} from './search-matters.ts';
import { Situations } from './situations.tsx';
import './find.css';

/** Finds a matter by name, initials, a sentence, a situation or its department. */
export function FindPage() {
  const { route } = useLocation();
  const [search, setSearch] = useState<KeptSearch>(keptSearch);
  const [failure, setFailure] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const matters = useRead((device) => device.catalogue.matters());
  const bundles = useRead((device) => device.catalogue.bundles());
  const categories = useRead((device) => device.catalogue.part('categories'));
  const { word, situation } = search;
  const isReady =
    matters !== undefined && bundles !== undefined && categories !== undefined;
  useReturn(isReady);

  const change = (changes: Partial<KeptSearch>) => {
    // What was followed before says nothing of what is looked for now.
    const next = { ...search, row: undefined, ...changes };
    keepSearch(next);
    setSearch(next);
  };
  const clear = (changes: Partial<KeptSearch> = {}) =>
    change({ word: '', situation: undefined, ...changes });
  const finder = {
    matters: [...(bundles ?? []), ...(matters ?? [])],
    categories: [
      ...(categories ?? []),
      { id: BUNDLES, name: bundleText.category, matters: [] },
    ],
  };
  const hits =
    word !== ''
      ? searchMatters(finder, word)
      : situation !== undefined
        ? mattersOfSituation(finder, situation)
        : undefined;
  const names = new Map(finder.categories.map(({ id, name }) => [id, name]));
  // Most of what one letter has found the next one finds too: such rows stay as they are.
  const drawn = useMemo(() => new Map<string, VNode>(), [matters, categories]);
  const row = ({ matter, met }: Hit) => {
    const key = `${matter.code} ${met ?? ''}`;
    const known = drawn.get(key) ?? (
      <MatterRow
        key={matter.code}
        {...{ matter, met }}
        category={names.get(matter.category)}
      />
    );
    drawn.set(key, known);
    return known;
  };
  const often = mostUsed.value.flatMap(({ code }) =>
    finder.matters.filter((each) => each.code === code && each.canTakeIn),
  );
  const isDraft = deviceState.value?.catalogue?.isDraft === true;
  return (
    <Screen title={findText.title} back={paths.home} focusTitle={false}>
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      {going.value !== undefined && (
        <Notice tone="info" icon="check">
          <p>{visitText.going}</p>
          <Button kind="plain" onPress={() => (going.value = undefined)}>
            {visitText.stop}
          </Button>
        </Notice>
      )}
      <MatterSearch
        word={word}
        takesFocus={search.row === undefined}
        count={isReady && hits ? findText.count(hits.length) : ''}
        onWord={(next) => change({ word: next, situation: undefined })}
        onDown={() => moveFocus(list.current, 1, null)}
        onClear={() => clear()}
        onEnter={(isInHaste) => {
          if (word === '') return;
          const first = hits?.[0]?.matter;
          const toBegin = hits?.find(({ matter }) => matter.canTakeIn)?.matter;
          if (isInHaste && toBegin) {
            void beginMatter(toBegin.code, route).then(setFailure);
          } else if (first) route(pathOf(first));
        }}
      />
      {word === '' && (
        <Situations
          chosen={situation}
          hasMore={search.hasMoreSituations}
          onMore={(hasMore) => change({ hasMoreSituations: hasMore })}
          onChoose={(label) => clear({ situation: label })}
        />
      )}
      {hits === undefined && <CatalogueNotice />}
      {!isReady ? (
        <Opening />
      ) : (
        <div
          class="stack"
          ref={list}
          onKeyDown={(event) => {
            const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
            if (step === undefined) return;
            event.preventDefault();
            moveFocus(
              list.current,
              step,
              document.getElementById('matter-search'),
            );
          }}
        >
          {hits === undefined ? (
            <>
              {often.length > 0 && (
                <section class="stack-tight" aria-labelledby="often">
                  <h2 id="often">{findText.often}</h2>
                  <ul class="rows">
                    {often.map((matter) => row({ matter, met: undefined }))}
                  </ul>
                </section>
              )}
              <ByCategory
                {...finder}
                open={search.open}
                onOpen={(open) => change({ open })}
              />
            </>
          ) : hits.length === 0 ? (
            <NothingFound
              word={word === '' ? (situation ?? '') : word}
              matters={matters}
              onSeeAll={() => {
                clear({ open: categories.map(({ id }) => id) });
                // The button that was pressed is gone; the list is what follows.
                requestAnimationFrame(() => moveFocus(list.current, 1, null));
              }}
            />
          ) : (
            <section class="stack-tight" aria-label={findText.hits}>
              <p class="hint">
                {isDraft
                  ? findText.draftCount(common.draftCatalogue, hits.length)
                  : findText.count(hits.length)}
              </p>
              <ul class="rows">{hits.map(row)}</ul>
            </section>
          )}
        </div>
      )}
    </Screen>
  );
}

/** Back from a guide, the row that was followed stands where it stood, with focus. */
function useReturn(isReady: boolean): void {
  const [place] = useState(keptSearch);
  useLayoutEffect(() => {
    if (!isReady || place.row === undefined) return;
    document.getElementById(place.row)?.focus({ preventScroll: true });
    scrollTo({ top: place.top });
  }, [isReady]);
  // From here on it is a finder like any other: a lock keeps its own place.
  useEffect(() => {
    if (isReady && place.row !== undefined) keepSearch({ row: undefined });
  }, [isReady]);
}

/** Which catalogue is searched, where that is not the county's published one. */
function CatalogueNotice() {
  const catalogue = deviceState.value?.catalogue;
  if (catalogue === null)
    return (
      <Notice tone="neutral" icon="clock">
        <p>{homeText.handbookMissing}</p>
      </Notice>
    );
  return catalogue?.isDraft === true ? (
    <p class="hint">
      <Icon name="pencil" /> <strong>{common.draftCatalogue}</strong>{' '}
      {findText.draftNotice}
    </p>
  ) : null;
}
