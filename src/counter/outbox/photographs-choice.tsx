import type {
  PhotographsPolicy,
  PhotographsView,
} from '../../device/device-api.ts';
import { useState } from 'preact/hooks';
import { megabytes } from '../../text/common.ts';
import { errorSentence } from '../../text/errors.ts';
import { photographsText } from '../../text/strip.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { Tick } from '../frame/tick.tsx';

/** Bounds of a day that can be chosen; null: none. */
const DAILY_MEGABYTES = [null, 20, 50, 100, 200] as const;

type Props = { view: PhotographsView; waiting: number };

/** What the clerk chooses for photographs, and why they wait now. */
export function PhotographsChoice({ view, waiting }: Props) {
  const [failure, setFailure] = useState<string>();
  const { photographs, dailyMegabytes, waitingFor, spentToday } = view;
  const choose = async (change: Partial<PhotographsPolicy>) => {
    const kept = await device().sync.setPolicy({
      photographs,
      dailyMegabytes,
      ...change,
    });
    setFailure(kept.ok ? undefined : errorSentence(kept.code));
  };
  return (
    <>
      {waitingFor !== null && waiting > 0 && (
        <Notice tone="neutral" icon="pause">
          <p>{photographsText.waiting[waitingFor]}</p>
          <Button onPress={() => void device().sync.photographsNow()}>
            {photographsText.now}
          </Button>
        </Notice>
      )}
      <Tick
        id="photographs-wait"
        label={photographsText.wait}
        isTicked={photographs === 'goodLink'}
        error={failure}
        onTick={(isTicked) =>
          void choose({ photographs: isTicked ? 'goodLink' : 'always' })
        }
      />
      <details>
        <summary>
          <Icon name="chevron" />
          {photographsText.budget(dailyMegabytes)}
        </summary>
        <fieldset class="field">
          <legend class="field-label">{photographsText.legend}</legend>
          {DAILY_MEGABYTES.map((bound) => (
            <label key={bound} class="choice">
              <input
                type="radio"
                name="photographs-a-day"
                checked={bound === dailyMegabytes}
                onChange={() => void choose({ dailyMegabytes: bound })}
              />
              <span>{photographsText.bound(bound)}</span>
            </label>
          ))}
        </fieldset>
        {(dailyMegabytes !== null || spentToday > 0) && (
          <p class="hint">
            {photographsText.spent(megabytes(spentToday), dailyMegabytes)}
          </p>
        )}
      </details>
    </>
  );
}
