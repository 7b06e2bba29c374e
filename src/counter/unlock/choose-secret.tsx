import { useRef, useState } from 'preact/hooks';
import type { SecondFactor } from '../../device/device-api.ts';
import type { UnlockPolicy } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { unlockText } from '../../text/counter.ts';
import { cardText, setUpText } from '../../text/set-up.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { createFactor } from './authenticator.ts';
import { ChooseCard } from './choose-card.tsx';
import { SecretInput } from './secret-input.tsx';

type ChooseSecretProps = {
  policy: UnlockPolicy;
  /** For the authenticator's own list. */
  clerkName: string;
  submit?: string;
  onMade: (secret: string, factor?: SecondFactor) => Promise<Outcome<null>>;
};

/** A secret as the ticket's policy wants it: the second factor, then the secret. */
export function ChooseSecret(props: ChooseSecretProps) {
  const { policy, clerkName, submit, onMade } = props;
  const [factor, setFactor] = useState<SecondFactor>();
  const needs =
    policy === 'pin+card' || policy === 'pin+prf' ? policy : undefined;
  if (needs === 'pin+card' && factor === undefined)
    return <ChooseCard onCard={(text) => setFactor({ kind: 'card', text })} />;
  if (needs === 'pin+prf' && factor === undefined)
    return <ChooseAuthenticator clerkName={clerkName} onFactor={setFactor} />;
  return (
    <div class="stack">
      {needs !== undefined && (
        <p class="row tone-ok">
          <Icon name="check" />
          {needs === 'pin+card' ? cardText.confirmed : unlockText.prfReady}
        </p>
      )}
      <SecretTwice
        isPin={policy !== 'passphrase'}
        submit={submit ?? setUpText.makeKeys}
        onChosen={(secret) => onMade(secret, factor)}
      />
    </div>
  );
}

function ChooseAuthenticator(props: {
  clerkName: string;
  onFactor: (factor: SecondFactor) => void;
}) {
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const probe = async () => {
    setBusy(true);
    const factor = await createFactor(props.clerkName);
    setBusy(false);
    if (factor === undefined) setFailed(true);
    else props.onFactor(factor);
  };
  return (
    <div class="stack-tight">
      <p>{unlockText.prfExplained}</p>
      {hasFailed && (
        <p class="field-error" role="alert">
          <Icon name="octagon" />
          <span>{errorSentence('prfUnavailable')}</span>
        </p>
      )}
      <Button
        kind="primary"
        busy={isBusy ? unlockText.prfAsking : undefined}
        onPress={() => void probe()}
      >
        {unlockText.usePrf}
      </Button>
    </div>
  );
}

type Wrong = { first?: string; second?: string };

/** Typed twice; what is easily guessed is refused with a sentence. */
function SecretTwice(props: {
  isPin: boolean;
  submit: string;
  onChosen: (secret: string) => Promise<Outcome<null>>;
}) {
  const { isPin } = props;
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [isBusy, setBusy] = useState(false);

  const make = async () => {
    if (isBusy) return;
    const secret = first.current?.value.normalize('NFKC') ?? '';
    const problem = isPin ? pinProblem(secret) : passphraseProblem(secret);
    if (problem !== undefined) {
      setWrong({ first: problem });
      first.current?.focus();
      return;
    }
    if (second.current?.value.normalize('NFKC') !== secret) {
      setWrong({ second: setUpText.pinsDiffer });
      second.current?.focus();
      return;
    }
    setWrong({});
    setBusy(true);
    const made = await props.onChosen(secret);
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
        id="secret-first"
        label={isPin ? setUpText.pin : unlockText.passphraseLabel}
        inputRef={first}
        isPin={isPin}
        error={wrong.first}
        autocomplete="new-password"
      />
      <SecretInput
        id="secret-second"
        label={setUpText.again}
        inputRef={second}
        isPin={isPin}
        error={wrong.second}
        autocomplete="new-password"
      />
      <Button
        kind="primary"
        submit
        busy={isBusy ? setUpText.makingKeys : undefined}
      >
        {props.submit}
      </Button>
    </form>
  );
}

/** Only what the page can say at once; what is easily guessed the device knows. */
function pinProblem(pin: string): string | undefined {
  return /^\d{6,}$/.test(pin) ? undefined : setUpText.pinShort;
}

const PASSPHRASE_CHARACTERS = 10;

function passphraseProblem(phrase: string): string | undefined {
  const missing = PASSPHRASE_CHARACTERS - Array.from(phrase.trim()).length;
  return missing > 0 ? setUpText.passphraseShort(missing) : undefined;
}
