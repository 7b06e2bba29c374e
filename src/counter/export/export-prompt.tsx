import { exportText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { outbox } from '../device.ts';
import { now } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** Offered when work has waited for a day and no file carries it yet. */
export function ExportPrompt() {
  const waiting = outbox.value?.unsent.notExported ?? [];
  const since = Date.parse(now.value) - DAY_MS;
  const stale = waiting.filter((madeAt) => Date.parse(madeAt) <= since).length;
  if (stale === 0) return null;
  return (
    <Notice tone="wait" icon="clock">
      <p>{exportText.prompt(stale)}</p>
      <div class="buttons">
        <Button href={paths.export}>{exportText.open}</Button>
      </div>
    </Notice>
  );
}
