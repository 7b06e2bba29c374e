import { exportText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { outbox } from '../device.ts';
import { now } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';

const DAY_MS = 86_400_000;

/** Offered when work has waited for a day and no file carries it yet. */
export function ExportPrompt() {
  const pending = outbox.value?.pending ?? [];
  const since = Date.parse(now.value) - DAY_MS;
  const stale = pending.filter(
    ({ madeAt, exportedAt, caseId }) =>
      caseId !== null && exportedAt === null && Date.parse(madeAt) <= since,
  );
  const cases = new Set(stale.map(({ caseId }) => caseId));
  if (cases.size === 0) return null;
  return (
    <Notice tone="wait" icon="clock">
      <p>{exportText.prompt(cases.size)}</p>
      <div class="buttons">
        <Button href={paths.export}>{exportText.open}</Button>
      </div>
    </Notice>
  );
}
