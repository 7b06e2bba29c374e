import { useRef, useState } from 'preact/hooks';
import type { ClerkView, SecondFactor } from '../../device/device-api.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { clerksText } from '../../text/clerks.ts';
import { unlockText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { askFactor } from '../unlock/authenticator.ts';
import { ChooseSecret } from '../unlock/choose-secret.tsx';
import { SecretInput } from '../unlock/secret-input.tsx';

/** The unlocked clerk changes his own secret, and his card if he wants. */
export function ChangeSecret({ clerk }: { clerk: ClerkView }) {
  const old = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<'same' | 'newCard' | 'done'>('same');
  const [error, setError] = useState<string>();
  const isPin = clerk.policy !== 'passphrase';

  const change = async (
    secret: string,
    factor: SecondFactor | undefined,
  ): Promise<Outcome<null>> => {
    const typed = old.current?.value ?? '';
    const held =
      clerk.needs === 'prf' && clerk.prfCredential !== null
        ? await askFactor(clerk.prfCredential)
        : undefined;
    const changed = await device().device.changeSecret(
      { secret: typed, ...(held && { factor: held }) },
      { secret, ...(factor && { factor }) },
    );
    if (changed.ok) {
      setError(undefined);
      setStep('done');
    } else if (changed.code !== 'secretTooWeak') {
      const { code, details = {} } = changed;
      setError(
        code === 'wrongSecret' && !isPin
          ? unlockText.wrongPassphrase
          : errorSentence(code, { details }),
      );
      old.current?.focus();
      return { ok: true, value: null };
    }
    return changed;
  };
  if (step === 'done')
    return (
      <Notice tone="ok" icon="check" announced="polite">
        <p>{clerksText.changed}</p>
      </Notice>
    );
  return (
    <details class="card">
      <summary>
        <Icon name="chevron" />
        {clerksText.change}
      </summary>
      <div class="stack">
        <SecretInput
          id="secret-old"
          label={clerksText.oldSecret}
          inputRef={old}
          isPin={isPin}
          error={error}
          autocomplete="current-password"
        />
        {clerk.policy === 'pin+card' && (
          <Button onPress={() => setStep(step === 'same' ? 'newCard' : 'same')}>
            {step === 'same' ? clerksText.newCard : clerksText.keepCard}
          </Button>
        )}
        <ChooseSecret
          key={step}
          policy={
            step === 'newCard' ? 'pin+card' : isPin ? 'pin' : 'passphrase'
          }
          clerkName={clerk.name}
          submit={clerksText.change}
          onMade={change}
        />
      </div>
    </details>
  );
}
