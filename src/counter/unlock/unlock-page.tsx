import { ErrorBoundary, lazy } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClerkView, SecondFactor } from '../../device/device-api.ts';
import { unlockText } from '../../text/counter.ts';
import { cardText } from '../../text/set-up.ts';
import { errorSentence } from '../../text/errors.ts';
import { exportText } from '../../text/stick.ts';
import { stripLeft } from '../../text/strip.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState, outbox } from '../device.ts';
import { Brocade } from '../frame/brocade.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { SecretInput } from './secret-input.tsx';
import './unlock.css';

// Most counties' policies, and most days, need none of them.
const CardInput = lazy(async () => {
  return (await import('./card-input.tsx')).CardInput;
});
const Forgotten = lazy(async () => {
  return (await import('./forgotten.tsx')).Forgotten;
});

const EnrolAgain = lazy(async () => {
  return (await import('./enrol-again.tsx')).EnrolAgain;
});

type Wrong = { secret?: string; card?: string };

/** Covers everything until a clerk opens the vault; what is unsent goes on. */
export function UnlockPage() {
  const state = deviceState.value;
  const clerks = state?.clerks ?? [];
  const [chosenId, setChosenId] = useState('');
  const clerk = clerks.find(({ id }) => id === chosenId) ?? clerks[0];
  const [wrong, setWrong] = useState<Wrong>({});
  const [isBusy, setBusy] = useState(false);
  const secret = useRef<HTMLInputElement>(null);
  const card = useRef<HTMLInputElement>(null);
  const wait = useWaiting((sentence) =>
    setWrong(sentence === undefined ? {} : { secret: sentence }),
  );
  const isPin = clerk?.policy !== 'passphrase';

  const unlock = async () => {
    if (isBusy || clerk === undefined) return;
    const typed = secret.current?.value ?? '';
    if (clerk.needs === 'card' && (card.current?.value ?? '') === '') {
      setWrong({ card: cardText.code });
      card.current?.focus();
      return;
    }
    if (typed === '') {
      setWrong({
        secret: isPin ? unlockText.typePin : unlockText.typePassphrase,
      });
      secret.current?.focus();
      return;
    }
    setBusy(true);
    const factor = await factorFor(clerk, card.current?.value ?? '');
    if (factor === 'notRecognised') {
      setBusy(false);
      setWrong({ secret: unlockText.prfFailed });
      return;
    }
    const done = await device().device.unlock(clerk.id, typed, factor);
    setBusy(false);
    if (done.ok) return;
    const { code, details = {} } = done;
    if (code === 'wrongCard') {
      setWrong({ card: unlockText.wrongCard });
      card.current?.focus();
      return;
    }
    if (secret.current) secret.current.value = '';
    secret.current?.focus();
    if (code === 'wrongSecret') {
      const sentence = isPin ? unlockText.wrongPin : unlockText.wrongPassphrase;
      const left = Number(details['left'] ?? NaN);
      setWrong({
        secret:
          sentence + (Number.isNaN(left) ? '' : unlockText.triesLeft(left)),
      });
    } else if (code === 'waitBeforeRetry') {
      wait(Number(details['waitS'] ?? details['seconds'] ?? 60));
    } else {
      setWrong({ secret: errorSentence(code, { details }) });
    }
  };

  const station = state?.station ?? null;
  const unsent = outbox.value?.unsent.cases ?? 0;
  const isClosed = clerk === undefined || state?.access.device !== 'active';
  return (
    <Screen
      title={unlockText.title}
      textSize="both"
      strip={false}
      focusTitle={false}
      hasErrors={wrong.secret !== undefined || wrong.card !== undefined}
      {...(!isClosed && {
        primary: {
          label: unlockText.unlock,
          busy: isBusy ? unlockText.unlocking : undefined,
          onPress: () => void unlock(),
        },
      })}
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
      <AccessNotice unsent={unsent} />
      {!isClosed && (
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
                  checked={id === clerk.id}
                  onChange={() => {
                    setChosenId(id);
                    setWrong({});
                  }}
                />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
          {clerk.needs === 'card' && (
            <ErrorBoundary>
              <CardInput
                id="card"
                label={cardText.code}
                inputRef={card}
                error={wrong.card}
              />
            </ErrorBoundary>
          )}
          {clerk.needs === 'prf' && (
            <p class="hint">{unlockText.prfExplained}</p>
          )}
          <SecretInput
            id="secret"
            label={isPin ? unlockText.pinLabel : unlockText.passphraseLabel}
            inputRef={secret}
            isPin={isPin}
            error={wrong.secret}
            autocomplete="current-password"
          />
        </form>
      )}
      {clerk?.policy === 'pin' && (
        <p class="unlock-warning">{unlockText.pinOnly}</p>
      )}
      {state?.access.device === 'active' && (
        <ErrorBoundary>
          <Forgotten policy={clerk?.policy ?? null} />
        </ErrorBoundary>
      )}
      {state?.access.device === 'revoked' && (
        <ErrorBoundary>
          <EnrolAgain />
        </ErrorBoundary>
      )}
      {state?.access.device === 'suspended' && (
        <div class="buttons">
          <Button href={paths.export}>{exportText.openLocked}</Button>
        </div>
      )}
    </Screen>
  );
}

/** What the clerk's policy asks besides the secret. */
async function factorFor(
  clerk: ClerkView,
  card: string,
): Promise<SecondFactor | undefined | 'notRecognised'> {
  if (clerk.needs === 'card') return { kind: 'card', text: card };
  if (clerk.needs !== 'prf' || clerk.prfCredential === null) return undefined;
  const { askFactor } = await import('./authenticator.ts');
  return (await askFactor(clerk.prfCredential)) ?? 'notRecognised';
}

/** The county took the device's access away, or asks for it to be enrolled again. */
function AccessNotice({ unsent }: { unsent: number }) {
  const state = deviceState.value;
  if (state === undefined) return null;
  const { access, clerks } = state;
  const sentence =
    access.device === 'revoked'
      ? unlockText.revoked(unsent)
      : access.device === 'suspended'
        ? unlockText.suspended
        : access.isForked
          ? unlockText.forked
          : clerks.length === 0
            ? unlockText.noClerks
            : undefined;
  if (sentence === undefined) return null;
  return (
    <Notice tone="bad" icon="octagon">
      <p>{sentence}</p>
    </Notice>
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
