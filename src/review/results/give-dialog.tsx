import { useEffect, useRef, useState } from 'preact/hooks';
import type { Decision } from '../../protocol/review.ts';
import type { ResultRow } from '../../protocol/results.ts';
import { officeActText } from '../../text/office-acts.ts';
import { resultsText as words } from '../../text/review-results.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { TextInput } from '../case/decide/text-input.tsx';
import { trackingMisshapen } from '../case/decide/tracking.ts';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';

export type Giving = { row: ResultRow; how: 'handOver' | 'post' };

type GiveProps = {
  giving: Giving;
  onCancel: () => void;
  onDone: (receivedBy: string) => void;
  onPosted: (name: string, tracking: string) => void;
};

/** Names what is given and to whom; asked once. */
export function GiveDialog({ giving, onCancel, onDone, onPosted }: GiveProps) {
  const { row, how } = giving;
  const { client } = useReview();
  const element = useRef<HTMLDialogElement>(null);
  const [receivedBy, setReceivedBy] = useState(row.applicantName);
  const [carrier, setCarrier] = useState<string>(officeActText.carrierUsual);
  const [tracking, setTracking] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.querySelector('button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const { version, caseId, posted } = row;
  const give = async () => {
    const wrong =
      how === 'handOver'
        ? receivedBy.trim() === ''
          ? words.missingReceiver
          : null
        : trackingMisshapen(tracking.trim());
    setError(wrong);
    if (wrong !== null) return;
    const decision: Decision =
      how === 'handOver'
        ? {
            act: 'handOver',
            version,
            receivedBy: receivedBy.trim(),
            by: posted === null ? 'window' : 'post',
          }
        : {
            act: 'post',
            version,
            carrier: carrier.trim(),
            trackingNumber: tracking.trim(),
          };
    setBusy(true);
    const answer = await client.decide(caseId, decision);
    setBusy(false);
    if (!answer.ok) setSentence(failureSentence(answer));
    else if (how === 'handOver') onDone(receivedBy.trim());
    else onPosted(row.applicantName, tracking.trim());
  };
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby="give-title"
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id="give-title">
        {(how === 'handOver' ? words.handOverTitle : words.postTitle)(
          row.result,
          row.applicantName,
        )}
      </h2>
      {sentence !== null && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{sentence}</p>
        </Notice>
      )}
      <form
        class="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        {how === 'handOver' ? (
          <>
            <p>{words.handOverAsk}</p>
            <TextInput
              id="give-receiver"
              label={words.receivedBy}
              value={receivedBy}
              error={error ?? undefined}
              onChange={setReceivedBy}
            />
          </>
        ) : (
          <>
            <TextInput
              id="give-carrier"
              label={words.carrier}
              value={carrier}
              onChange={setCarrier}
            />
            <TextInput
              id="give-tracking"
              label={officeActText.tracking}
              hint={officeActText.trackingHint}
              value={tracking}
              error={error ?? undefined}
              onChange={setTracking}
            />
          </>
        )}
        <div class="dialog-buttons">
          <Button onPress={onCancel}>{words.notNow}</Button>
          <Button kind="primary" submit busy={isBusy ? words.doing : undefined}>
            {how === 'handOver' ? words.doHandOver : words.doPost}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
