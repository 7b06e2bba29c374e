import { useEffect, useRef, useState } from 'preact/hooks';
import { residentText } from '../../text/resident.ts';
import { Button } from '../../ui/button/button.tsx';
import { Page } from '../../ui/page/page.tsx';
import type { ReceiptStatusRequest } from '../../protocol/receipts.ts';
import { askStatus, type StatusResult } from './ask-status.ts';
import { ReceiptForm } from './receipt-form.tsx';
import { ReceiptResult } from './receipt-result.tsx';
import './receipt.css';

type ReceiptPageProps = {
  /** Stands for the browser's fetch in a test. */
  send?: typeof fetch;
};

/**
 * `/r`: what a receipt's QR opens. With a receipt in the fragment it is checked
 * at once; without one the numbers on the paper are asked.
 */
export function ReceiptPage({ send }: ReceiptPageProps) {
  const [receipt, setReceipt] = useState(() => readReceipt());
  const [result, setResult] = useState<StatusResult | null>(null);
  const [isAsking, setAsking] = useState(false);
  const turn = useRef(0);

  const ask = async (request: ReceiptStatusRequest) => {
    const mine = ++turn.current;
    setAsking(true);
    const answer = await askStatus(request, send);
    if (mine !== turn.current) return;
    setAsking(false);
    setResult(answer);
  };
  useEffect(() => {
    const read = () => {
      turn.current++;
      setAsking(false);
      setResult(null);
      setReceipt(readReceipt());
    };
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  useEffect(() => {
    if (receipt !== null) void ask({ receipt });
  }, [receipt]);

  const toForm = () => {
    // The fragment goes too, or a reload would come back to it.
    history.replaceState(history.state, '', location.pathname);
    setReceipt(null);
    setResult(null);
  };
  const isForm = receipt === null && result?.kind !== 'answer';
  return (
    <Page
      title={receipt === null ? residentText.title : residentText.receiptTitle}
      pageKey={`${receipt ?? ''}${result?.kind === 'answer'}`}
    >
      <p class="hint">{residentText.place}</p>
      <div aria-live="polite" class="stack">
        {isAsking && receipt !== null && <p>{residentText.checking}</p>}
        {result !== null && <ReceiptResult result={result} />}
      </div>
      {isForm && (
        <ReceiptForm
          isAsking={isAsking}
          onAsk={(request) => void ask(request)}
        />
      )}
      {receipt !== null && result !== null && result.kind !== 'answer' && (
        <div class="buttons">
          <Button onPress={() => void ask({ receipt })}>
            {residentText.again}
          </Button>
          <Button onPress={toForm}>{residentText.typeInstead}</Button>
        </div>
      )}
      {result?.kind === 'answer' && (
        <div class="buttons">
          <Button onPress={toForm}>{residentText.another}</Button>
        </div>
      )}
      <p class="hint">{residentText.help}</p>
    </Page>
  );
}

function readReceipt(): string | null {
  const fragment = location.hash.slice(1);
  return fragment === '' ? null : fragment;
}
