import { useRef, useState } from 'preact/hooks';
import type { LineAct, LineView } from '../../device/device-api.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import { errorSentence } from '../../text/errors.ts';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { ReadAloud } from '../frame/read-aloud.tsx';
import { openDisplay } from './number-display.ts';
import './line.css';

/** A hand that trembles presses twice; who wants the next one too has looked up between. */
const ONE_PRESS_MS = 700;

/** Moves the line as it is seen, once by one press. `move` gives whether it did. */
export function useMoves(line: LineView | null | undefined) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const last = useRef({ wish: '', at: 0, isBusy: false });
  const move = async (act: LineAct, number?: string): Promise<boolean> => {
    const wish = `${act} ${number}`;
    const at = performance.now();
    const before = last.current;
    const isAgain = before.wish === wish && at - before.at < ONE_PRESS_MS;
    if (!line || before.isBusy || isAgain) return false;
    last.current = { wish, at, isBusy: true };
    setBusy(true);
    const { called, latest } = line;
    const moved = await device().line.act(act, { called, latest }, number);
    last.current.isBusy = false;
    setBusy(false);
    setFailure(moved.ok ? undefined : whyNot(moved.code));
    return moved.ok;
  };
  return { move, failure, busy: isBusy ? lineText.moving : undefined };
}

function whyNot(code: ErrorCode): string {
  if (code === 'notFound') return lineText.none;
  return code === 'notAllowedNow' ? lineText.moved : errorSentence(code);
}

/** Who sits at the counter, who waits, and the number that was just taken. */
export function NumberLine({
  line,
  isNew,
  moves: { move, failure, busy },
}: {
  line: LineView;
  isNew: boolean;
  moves: ReturnType<typeof useMoves>;
}) {
  const { called, passed, waiting, latest, minutesEach } = line;
  const act = (label: string, ...wish: Parameters<typeof move>) => (
    <Button busy={busy} onPress={() => void move(...wish)}>
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
        <Button onPress={() => void openDisplay(called ?? '')}>
          {lineText.display}
        </Button>
        <p class="hint">{lineText.displayed}</p>
      </section>
    </>
  );
}
