import { useEffect, useRef, useState } from 'preact/hooks';
import { cardText } from '../../text/set-up.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { device } from '../device.ts';
import { CardInput } from './card-input.tsx';
import { cardGroups, UnlockCard } from './unlock-card.tsx';

/**
 * A new card is shown, printed or photographed, and proved by reading it back; a
 * card that the county gave out is read at once.
 */
export function ChooseCard({ onCard }: { onCard: (text: string) => void }) {
  const [card, setCard] = useState<string>();
  const [step, setStep] = useState<'show' | 'readBack' | 'ofCounty'>('show');
  const [error, setError] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void device().device.makeCard().then(setCard);
  }, []);
  if (card === undefined) return null;

  const read = () => {
    const typed = input.current?.value ?? '';
    if (step === 'readBack' && plain(typed) !== plain(card)) {
      setError(errorSentence('wrongCard'));
      input.current?.focus();
      return;
    }
    if (plain(typed).length !== plain(card).length) {
      setError(cardText.notRead);
      input.current?.focus();
      return;
    }
    onCard(typed);
  };
  if (step === 'show')
    return (
      <div class="stack">
        <UnlockCard text={card} />
        <Button kind="primary" onPress={() => setStep('readBack')}>
          {cardText.printed}
        </Button>
        <Button onPress={() => setStep('ofCounty')}>{cardText.ofCounty}</Button>
      </div>
    );
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      <CardInput
        id="card"
        label={step === 'readBack' ? cardText.readBack : cardText.code}
        inputRef={input}
        error={error}
      />
      <Button kind="primary" submit>
        {cardText.confirm}
      </Button>
      <Button
        onPress={() => {
          setError(undefined);
          setStep('show');
        }}
      >
        {cardText.showAgain}
      </Button>
    </form>
  );
}

/** As the device reads it: capitals, no blanks, O for 0, I and L for 1. */
function plain(text: string): string {
  return cardGroups(text.normalize('NFKC').trim().toUpperCase())
    .replace(/\s/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
