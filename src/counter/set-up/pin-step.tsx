import { useRef, useState } from 'preact/hooks';
import type { Outcome } from '../../protocol/error-code.ts';
import { setUpText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { SecretInput } from '../unlock/secret-input.tsx';

type PinStepProps = { onMade: (secret: string) => Promise<Outcome<null>> };
type Wrong = { first?: string; second?: string };

/** A PIN chosen twice; what is easily guessed is refused with a sentence. */
export function PinStep({ onMade }: PinStepProps) {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [isBusy, setBusy] = useState(false);

  const make = async () => {
    if (isBusy) return;
    const pin = first.current?.value.normalize('NFKC') ?? '';
    const problem = pinProblem(pin);
    if (problem !== undefined) {
      setWrong({ first: problem });
      first.current?.focus();
      return;
    }
    if (second.current?.value.normalize('NFKC') !== pin) {
      setWrong({ second: setUpText.pinsDiffer });
      second.current?.focus();
      return;
    }
    setWrong({});
    setBusy(true);
    const made = await onMade(pin);
    setBusy(false);
    if (!made.ok) {
      setWrong({ first: errorSentence(made.code) });
      first.current?.focus();
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <SecretInput
        id="pin-first"
        label={setUpText.pin}
        inputRef={first}
        isPin
        error={wrong.first}
        autocomplete="new-password"
      />
      <SecretInput
        id="pin-second"
        label={setUpText.again}
        inputRef={second}
        isPin
        error={wrong.second}
        autocomplete="new-password"
      />
      <Button
        kind="primary"
        submit
        busy={isBusy ? setUpText.makingKeys : undefined}
      >
        {setUpText.makeKeys}
      </Button>
    </form>
  );
}

/** Only what the page can say at once; what is easily guessed the device knows. */
function pinProblem(pin: string): string | undefined {
  return /^\d{6,}$/.test(pin) ? undefined : setUpText.pinShort;
}
