import { caseText, proveText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { ProveAgain } from '../sign-in/prove-again.tsx';
import { SHOWN_MINUTES, type Numbers } from './use-numbers.ts';

/** Shows the case's numbers whole, after the password if need be, and hides them. */
export function NumbersButton({ numbers }: { numbers: Numbers }) {
  const { shown, isOpening, asksProof, failure, show, hide } = numbers;
  return (
    <>
      {failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(failure)}</p>
        </Notice>
      )}
      <p class="row case-numbers">
        {shown === null ? (
          <Button
            busy={isOpening ? caseText.openingNumbers : undefined}
            onPress={() => void show()}
          >
            {caseText.showNumbers}
          </Button>
        ) : (
          <>
            <Button onPress={hide}>{caseText.hideNumbers}</Button>
            <span class="hint">{caseText.numbersShown(SHOWN_MINUTES)}</span>
          </>
        )}
      </p>
      {asksProof && (
        <ProveAgain
          lead={proveText.numbersLead}
          cancelLabel={proveText.cancel}
          onProved={() => void show()}
          onCancel={hide}
        />
      )}
    </>
  );
}
