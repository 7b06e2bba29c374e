import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { unlockText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { handoverText as words } from '../../text/handover.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { device, deviceState, outbox, useWatch } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { flushDraft, isDraftBusy } from '../intake/draft-saver.ts';
import { Signing } from '../sheet/signing.tsx';
import { SecretInput } from '../unlock/secret-input.tsx';

/**
 * From one clerk to another, both present: what lies here and goes over, the bags of
 * originals, and the secret of him who takes it. No network is needed.
 */
export function HandoverPage() {
  const { route } = useLocation();
  const drafts = useWatch((device) => device.drafts.watch).value;
  const cases = useWatch((device) => device.cases.watch).value;
  const [chosen, setChosen] = useState<string>();
  const [bags, setBags] = useState('');
  const [error, setError] = useState<string>();
  const secret = useRef<HTMLInputElement>(null);
  const state = deviceState.value;
  const box = outbox.value;
  const giver = state?.clerk;
  if (!state || !giver || !box || !drafts || !cases) return <OpeningPage />;
  const others = state.clerks.filter(({ id }) => id !== giver.id);
  const taker = others.find(({ id }) => id === chosen) ?? others[0];
  const lines = [
    words.unsent(box.unsent.cases, giver.name),
    words.drafts(drafts.filter(({ removedAt }) => removedAt === null).length),
    words.refused(box.attention.length),
    words.owed(
      cases.filter(({ display }) => display === 'acceptedWithDeficiency')
        .length,
    ),
  ];
  const handOver = async () => {
    if (taker === undefined) return;
    await flushDraft();
    if (isDraftBusy()) return setError(words.draftOpen);
    const typed = secret.current?.value ?? '';
    const given = await device().device.handOver(taker.id, typed);
    if (given.ok) return route(paths.home, true);
    const { code, details = {} } = given;
    setError(errorSentence(code, { details }));
  };
  return (
    <Screen
      title={words.title}
      back={paths.thisDevice}
      primary={
        taker && { label: words.handOver, onPress: () => void handOver() }
      }
    >
      {taker === undefined ? (
        <p>{words.nobody}</p>
      ) : (
        <>
          <p>{words.fromTo(giver.name, taker.name)}</p>
          {others.length > 1 && (
            <div class="buttons screen-only">
              {others.map(({ id, name }) => (
                <Button
                  key={id}
                  pressed={id === taker.id}
                  onPress={() => setChosen(id)}
                >
                  {name}
                </Button>
              ))}
            </div>
          )}
          <ul class="rows">
            {lines.map((line) => (
              <li key={line}>
                <div class="row-still">{line}</div>
              </li>
            ))}
          </ul>
          <label class="field screen-only">
            <span class="field-label">{words.bags}</span>
            <textarea
              class="input"
              rows={3}
              value={bags}
              onInput={({ currentTarget }) => setBags(currentTarget.value)}
            />
          </label>
          <div class="print-only">
            <p>
              {words.originals} {bags}
            </p>
            <Signing label={words.giver} />
            <Signing label={words.taker} />
          </div>
          <div class="stack screen-only">
            <Button onPress={() => print()}>
              <Icon name="printer" />
              {words.print}
            </Button>
            <SecretInput
              id="taker-secret"
              label={words.unlocks(
                taker.name,
                taker.policy === 'passphrase'
                  ? unlockText.passphraseLabel
                  : unlockText.pinLabel,
              )}
              inputRef={secret}
              isPin={taker.policy !== 'passphrase'}
              error={error}
              autocomplete="current-password"
            />
          </div>
        </>
      )}
    </Screen>
  );
}
