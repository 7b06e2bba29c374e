import { useEffect, useRef, useState } from 'preact/hooks';
import type { HeldRow } from '../../protocol/review.ts';
import {
  secondAskedSchema,
  settledSchema,
} from '../../protocol/review-trust.ts';
import { settleText as words } from '../../text/review-trust.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Choices, TextInput } from '../case/decide/text-input.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';

type SettleProps = {
  row: HeldRow;
  /** What was sent, in a word. */
  what: string;
  onCancel: () => void;
  /** `sentence`: what came of it. */
  onDone: (sentence: string) => void;
};

const LEAST = 4;

/** One held step: it counts or it does not, and why. Some of it takes two persons. */
export function SettleDialog({ row, what, onCancel, onDone }: SettleProps) {
  const { client } = useReview();
  const element = useRef<HTMLDialogElement>(null);
  const [decision, setDecision] = useState<'apply' | 'refuse'>('apply');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [sentence, setSentence] = useState<string | null>(null);
  const [needsSecond, setNeedsSecond] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.querySelector('button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const wish = { decision, code: row.code, reason: reason.trim() };
  const isWritten = () => {
    const isShort = wish.reason.length < LEAST;
    setError(isShort ? words.reasonShort : undefined);
    return !isShort;
  };
  const settle = async () => {
    if (!isWritten()) return;
    setBusy(true);
    const answer = await client.json(
      `/api/v1/review/held/${row.operationId}/settlement`,
      settledSchema,
      { method: 'POST', body: wish },
    );
    setBusy(false);
    if (answer.ok) onDone(words.done(answer.value.settled.length));
    else if (answer.code === 'changed') onDone(words.changed);
    else {
      const isTogether = answer.code === 'secondPersonNeeded';
      setNeedsSecond(isTogether);
      setSentence(isTogether ? words.second : failureSentence(answer));
    }
  };
  const askSecond = async () => {
    if (!isWritten()) return;
    const { operationId } = row;
    const answer = await client.json(
      '/api/v1/review/requests',
      secondAskedSchema,
      { method: 'POST', body: { action: 'settleHeld', operationId, ...wish } },
    );
    setSentence(answer.ok ? words.askedSecond : failureSentence(answer));
  };
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby="settle-title"
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id="settle-title">{words.title(what)}</h2>
      <p>{words.ask}</p>
      {sentence !== null && (
        <Notice tone="wait" icon="triangle" announced="assertive">
          <p>{sentence}</p>
        </Notice>
      )}
      <Choices
        name="settle-decision"
        legend={words.decision}
        value={decision}
        options={[
          { value: 'apply', label: words.apply },
          { value: 'refuse', label: words.refuse },
        ]}
        onChange={setDecision}
      />
      <TextInput
        id="settle-reason"
        label={words.reason}
        rows={3}
        value={reason}
        error={error}
        onChange={setReason}
      />
      <div class="dialog-buttons">
        <Button onPress={onCancel}>{words.notNow}</Button>
        {needsSecond && (
          <Button onPress={() => void askSecond()}>{words.askSecond}</Button>
        )}
        <Button
          kind="primary"
          onPress={() => void settle()}
          busy={isBusy ? words.doing : undefined}
        >
          {words.confirm}
        </Button>
      </div>
    </dialog>
  );
}
