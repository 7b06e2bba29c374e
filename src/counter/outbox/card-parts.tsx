// What the cards of refused and of held work have in common.
import type { OutboxRow } from '../../device/device-api.ts';
import { dayInSentence } from '../../text/common.ts';
import { attentionText } from '../../text/counter.ts';
import { sendText } from '../../text/send.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { deviceState } from '../device.ts';

/** 「田某 · 养老参保」; of what is no case's, the device. */
export function cardName({ applicantName, matterShort }: OutboxRow): string {
  const named = [applicantName, matterShort].filter((part) => part !== null);
  return named.length > 0 ? named.join(' · ') : attentionText.wholeDevice;
}

export function CardHead(props: {
  row: OutboxRow;
  status: 'needsAttention' | 'held';
}) {
  const { row, status } = props;
  const kind = row.kind === 'submit' ? '' : (sendText.kinds[row.kind] ?? '');
  return (
    <>
      <div class="spread">
        <h2>{cardName(row)}</h2>
        <StatusTag status={status} />
      </div>
      <p class="hint">
        {kind} {attentionText.takenIn(dayInSentence(row.madeAt))}
      </p>
    </>
  );
}

/** The township's telephone; its name where there is none. */
export function CallTownship() {
  const station = deviceState.value?.station ?? null;
  if (station === null) return null;
  return station.phone === null ? (
    <p>{attentionText.callNoPhone(station.townName)}</p>
  ) : (
    <Button href={`tel:${station.phone}`}>
      {attentionText.call(station.phone)}
    </Button>
  );
}

export function ForTechnicians({ row }: { row: OutboxRow }) {
  return (
    <details>
      <summary>
        <Icon name="chevron" />
        {attentionText.forTechnicians}
      </summary>
      <p class="hint">
        {row.code} {row.operationId}
      </p>
    </details>
  );
}
