import { useEffect, useState } from 'preact/hooks';
import type { LineAct, LineView } from '../../device/device-api.ts';
import { errorSentence } from '../../text/errors.ts';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { ReadAloud } from '../frame/read-aloud.tsx';
import { openDisplay, showNumber } from './number-display.ts';
import './line.css';

/** Moves the line; gives why it could not. */
export async function moveLine(
  act: LineAct,
  number?: string,
): Promise<string | undefined> {
  const moved = await device().line.act(act, number);
  if (moved.ok) return undefined;
  return moved.code === 'notFound' ? lineText.none : errorSentence(moved.code);
}

/** Who sits at the counter, who waits, and the number that was just taken. */
export function NumberLine({
  line,
  isNew,
}: {
  line: LineView;
  isNew: boolean;
}) {
  const [failure, setFailure] = useState<string>();
  const { called, passed, waiting, latest, minutesEach } = line;
  useEffect(() => showNumber(called ?? ''), [called]);
  const act = (label: string, ...wish: Parameters<typeof moveLine>) => (
    <Button onPress={() => void moveLine(...wish).then(setFailure)}>
      {label}
    </Button>
  );
  return (
    <>
      {isNew && latest !== null && (
        <section class="card stack-tight" aria-live="polite">
          <h2>{lineText.yours}</h2>
          <p class="line-number">{latest}</p>
          <p class="hint">{lineText.estimate((waiting - 1) * minutesEach)}</p>
          <ReadAloud sentences={[`${lineText.yours}${latest}`]}>
            <Button onPress={() => print()}>
              <Icon name="printer" />
              {lineText.print}
            </Button>
          </ReadAloud>
        </section>
      )}
      <section class="stack-tight screen-only">
        <h2>{lineText.now}</h2>
        {called === null ? (
          <p>{lineText.nobody}</p>
        ) : (
          <p class="line-number" aria-live="polite">
            {called}
          </p>
        )}
        <p>{lineText.waiting(waiting)}</p>
        <div class="buttons">{act(lineText.next, 'call')}</div>
        {called !== null && (
          <ReadAloud sentences={[lineText.spoken(called)]}>
            {act(lineText.pass, 'pass')}
            {act(lineText.finish, 'finish')}
          </ReadAloud>
        )}
        {failure !== undefined && (
          <Notice tone="neutral" icon="clock" announced="polite">
            <p>{failure}</p>
          </Notice>
        )}
        {passed.length > 0 && (
          <>
            <h2>{lineText.passed}</h2>
            <div class="buttons">
              {passed.map((number) => (
                <span key={number}>
                  {act(lineText.recall(number), 'call', number)}
                </span>
              ))}
            </div>
          </>
        )}
        <Button onPress={() => openDisplay(called ?? '')}>
          {lineText.display}
        </Button>
        <p class="hint">{lineText.displayed}</p>
      </section>
    </>
  );
}
