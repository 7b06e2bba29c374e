import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { attentionText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { outbox } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { HeldCard } from './held-card.tsx';
import { RefusedCard } from './refused-card.tsx';

/** Each card follows its case: few at a time keep an old telephone quick. */
const PAGE_ROWS = 20;

/** What the county did not take, or took and has a person look at. */
export function AttentionPage() {
  const { query, route } = useLocation();
  const [shown, setShown] = useState(PAGE_ROWS);
  const [said, setSaid] = useState<string>();
  const box = outbox.value;
  if (box === undefined) return <OpeningPage />;
  const showsHeld = query['show'] === 'held';
  const rows = showsHeld ? box.held : box.attention;
  const title = showsHeld ? attentionText.heldTitle : attentionText.title;
  const first = rows.find(({ remedy }) => remedy !== 'afterPrevious');
  return (
    <Screen
      title={rows.length > 0 ? `${title} ${rows.length}` : title}
      tabTitle={title}
      back={paths.send}
    >
      <div class="buttons">
        <Button
          pressed={!showsHeld}
          onPress={() => route(paths.attention, true)}
        >
          {attentionText.title} {box.attention.length}
        </Button>
        <Button
          pressed={showsHeld}
          onPress={() => route(`${paths.attention}?show=held`, true)}
        >
          {attentionText.heldTitle} {box.held.length}
        </Button>
      </div>
      {said !== undefined && (
        <Notice tone="info" icon="box-check" announced="polite">
          <p>{said}</p>
        </Notice>
      )}
      {rows.length === 0 && (
        <p class="hint">
          {showsHeld ? attentionText.heldNone : attentionText.none}
        </p>
      )}
      <ul class="plain-list stack">
        {rows
          .slice(0, shown)
          .map((row) =>
            showsHeld ? (
              <HeldCard key={row.operationId} row={row} />
            ) : (
              <RefusedCard
                key={row.operationId}
                row={row}
                isFirst={row === first}
                onSaid={setSaid}
              />
            ),
          )}
      </ul>
      {rows.length > shown && (
        <Button onPress={() => setShown(shown + PAGE_ROWS)}>
          {attentionText.more}
        </Button>
      )}
    </Screen>
  );
}
