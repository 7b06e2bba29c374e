import { megabytes, remaining } from '../../text/common.ts';
import { sendText } from '../../text/send.ts';
import { Icon } from '../../ui/icon/icon.tsx';

type SendBarProps = {
  label: string;
  /** How much has not gone out, in words. */
  left: string;
  isDone: boolean;
  /** The county has had something of it; else nothing may be called delivered. */
  hasDelivered: boolean;
  /** Figures while this part is on its way. */
  sending: {
    bytesSent: number;
    bytesTotal: number;
    secondsLeft: number | null;
  } | null;
};

/** A bar with its numbers: the bar alone would be the only sign of work. */
export function SendBar(props: SendBarProps) {
  const { label, left, isDone, hasDelivered, sending } = props;
  return (
    <div class="card send-bar">
      <div class="spread">
        <h2>{label}</h2>
        <span class="row">
          {isDone && hasDelivered && <Icon name="double-check" />}
          {isDone
            ? hasDelivered
              ? sendText.nothingLeft
              : sendText.noneYet
            : left}
        </span>
      </div>
      {sending !== null && (
        <>
          <progress
            aria-label={label}
            max={Math.max(1, sending.bytesTotal)}
            value={sending.bytesSent}
          />
          <p class="hint">
            {sendText.share(
              megabytes(sending.bytesSent, 'down'),
              megabytes(sending.bytesTotal),
            )}
            {sending.secondsLeft !== null &&
              ` ${remaining(sending.secondsLeft)}`}
          </p>
        </>
      )}
    </div>
  );
}
