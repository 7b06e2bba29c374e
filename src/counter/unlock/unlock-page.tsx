import { useState } from 'preact/hooks';
import { useEffect, useRef } from 'preact/hooks';
import { unlockText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { stripLeft } from '../../text/strip.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState, outbox } from '../device.ts';
import { Brocade } from '../frame/brocade.tsx';
import { Screen } from '../frame/screen.tsx';
import { SecretInput } from './secret-input.tsx';
import './unlock.css';

/** Covers everything until a clerk opens the vault; what is unsent goes on. */
export function UnlockPage() {
  const state = deviceState.value;
  const clerks = state?.clerks ?? [];
  const [clerkId, setClerkId] = useState(clerks[0]?.id ?? '');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const secret = useRef<HTMLInputElement>(null);
  const wait = useWaiting(setError);
  const isPin = state?.policy !== 'passphrase';

  const unlock = async () => {
    if (isBusy) return;
    const typed = secret.current?.value ?? '';
    if (typed === '') {
      setError(unlockText.typePin);
      secret.current?.focus();
      return;
    }
    setBusy(true);
    const done = await device().device.unlock(clerkId, typed);
    setBusy(false);
    if (done.ok) return;
    if (secret.current) secret.current.value = '';
    secret.current?.focus();
    const { code, details = {} } = done;
    if (code === 'wrongSecret') {
      const wrong = isPin ? unlockText.wrongPin : unlockText.wrongPassphrase;
      const left = Number(details['left'] ?? NaN);
      setError(wrong + (Number.isNaN(left) ? '' : unlockText.triesLeft(left)));
    } else if (code === 'waitBeforeRetry') {
      wait(Number(details['waitS'] ?? details['seconds'] ?? 60));
    } else {
      setError(errorSentence(code, { details }));
    }
  };

  const station = state?.station ?? null;
  const unsent = outbox.value?.unsent.operations ?? 0;
  return (
    <Screen
      title={unlockText.title}
      textSize="both"
      strip={false}
      focusTitle={false}
      hasErrors={error !== undefined}
      primary={{
        label: unlockText.unlock,
        busy: isBusy ? unlockText.unlocking : undefined,
        onPress: () => void unlock(),
      }}
      beside={
        <p class="unlock-strip" role="status">
          <Icon name="lock" />
          {unsent > 0
            ? unlockText.lockedKeepsSending(unsent)
            : stripLeft.lockedIdle()}
        </p>
      }
    >
      <div class="stack-tight">
        <p class="row-title">{unlockText.place}</p>
        {station !== null && (
          <p class="hint keep-words">
            {unlockText.station(
              station.townName,
              station.villageName ?? station.name,
              station.deviceNumber,
            )}
          </p>
        )}
        <Brocade />
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <fieldset class="field">
          <legend class="field-label">{unlockText.who}</legend>
          {clerks.map(({ id, name }) => (
            <label key={id} class="choice">
              <input
                type="radio"
                name="clerk"
                checked={id === clerkId}
                onChange={() => setClerkId(id)}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <SecretInput
          id="secret"
          label={isPin ? unlockText.pinLabel : unlockText.passphraseLabel}
          inputRef={secret}
          isPin={isPin}
          error={error}
          autocomplete="current-password"
        />
      </form>
      {state?.policy === 'pin' && (
        <p class="unlock-warning">{unlockText.pinOnly}</p>
      )}
      <details>
        <summary>
          <Icon name="chevron" />
          {unlockText.forgotPin}
        </summary>
        <Notice tone="neutral" icon="lock" title={unlockText.forgotTitle}>
          <p>{unlockText.forgotExplained}</p>
        </Notice>
      </details>
    </Screen>
  );
}

/** Counts the seconds of a forced pause down in the error line, then clears it. */
function useWaiting(say: (sentence: string | undefined) => void) {
  const [until, setUntil] = useState(0);
  useEffect(() => {
    if (until === 0) return undefined;
    const tell = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      say(left > 0 ? unlockText.wait(left) : undefined);
      if (left <= 0) setUntil(0);
    };
    tell();
    const timer = setInterval(tell, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return (seconds: number) => setUntil(Date.now() + seconds * 1000);
}
