import { useRef, useState } from 'preact/hooks';
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { ClerkView } from '../../device/device-api.ts';
import { clerksText } from '../../text/clerks.ts';
import { unlockText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { errorId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { TicketStep } from '../set-up/ticket-step.tsx';
import { ChangeSecret } from './change-secret.tsx';
import { NewClerk } from './new-clerk.tsx';
import '../../ui/field/field.css';

/** Who may unlock this device: their secrets, adding, vouching, removing. */
export function ClerksPage() {
  const state = deviceState.value;
  const [problem, setProblem] = useState<ErrorCode>();
  const clerks = state?.clerks ?? [];
  const own = clerks.find(({ id }) => id === state?.clerk?.id);
  const newClerk = state?.newClerk ?? null;
  const isForked = state?.access.isForked === true;
  return (
    <Screen title={clerksText.title} back={paths.more}>
      <section class="stack-tight">
        <h2>{clerksText.here}</h2>
        <ul class="plain-list stack-tight">
          {clerks.map((clerk) => (
            <ClerkRow
              key={clerk.id}
              clerk={clerk}
              own={own}
              isLast={clerks.length === 1}
            />
          ))}
        </ul>
      </section>
      {newClerk !== null ? (
        <NewClerk clerk={newClerk} />
      ) : (
        <>
          {own !== undefined && <ChangeSecret clerk={own} />}
          <section class="card stack-tight">
            <h2>{isForked ? unlockText.enrolAgain : clerksText.add}</h2>
            <p class="hint">
              {isForked
                ? clerksText.enrolAgainExplained
                : clerksText.addExplained}
            </p>
            <TicketStep problem={problem} onProblem={setProblem} />
          </section>
          {own?.role === 'head' && <Vouch />}
        </>
      )}
    </Screen>
  );
}

function ClerkRow(props: {
  clerk: ClerkView;
  own: ClerkView | undefined;
  isLast: boolean;
}) {
  const { clerk, own } = props;
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<ErrorCode>();
  const mayRemove =
    !props.isLast &&
    own !== undefined &&
    (own.role === 'head' || own.id === clerk.id);
  const remove = async () => {
    setAsked(false);
    const removed = await device().device.removeClerk(clerk.id);
    setFailure(removed.ok ? undefined : removed.code);
  };
  return (
    <li class="card stack-tight">
      <div class="spread">
        <span>
          {clerk.name}
          {clerk.role === 'head' && ` · ${clerksText.head}`}
        </span>
        <span class="hint">
          {clerk.problem !== null
            ? clerksText.refused
            : !clerk.bound && clerksText.unbound}
        </span>
        {mayRemove && (
          <Button
            label={clerksText.remove(clerk.name)}
            onPress={() => setAsked(true)}
          >
            {clerksText.removeConfirm}
          </Button>
        )}
      </div>
      {clerk.problem !== null && <p>{errorSentence(clerk.problem)}</p>}
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{errorSentence(failure)}</p>
        </Notice>
      )}
      {isAsked && (
        <Dialog
          title={clerksText.removeTitle(clerk.name)}
          confirmLabel={clerksText.removeConfirm}
          cancelLabel={clerksText.removeCancel}
          onConfirm={() => void remove()}
          onCancel={() => setAsked(false)}
          dangerous
        >
          <p>{clerksText.removeExplained}</p>
        </Dialog>
      )}
    </li>
  );
}

/** The head's word for a clerk whom the county has not met yet. */
function Vouch() {
  const name = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const vouch = async () => {
    const typed = name.current?.value.trim() ?? '';
    if (typed === '') {
      setError(clerksText.nameMissing);
      name.current?.focus();
      return;
    }
    const vouched = await device().device.vouch(typed);
    setError(vouched.ok ? undefined : errorSentence(vouched.code));
  };
  return (
    <section class="card stack-tight">
      <h2>{clerksText.vouch}</h2>
      <p class="hint">{clerksText.vouchExplained}</p>
      <form
        class={error === undefined ? 'field' : 'field field-wrong'}
        onSubmit={(event) => {
          event.preventDefault();
          void vouch();
        }}
      >
        <label class="field-label" for="vouch-name">
          {clerksText.vouchName}
        </label>
        {error !== undefined && (
          <p class="field-error" id={errorId('vouch-name')} role="alert">
            <Icon name="octagon" />
            <span>{error}</span>
          </p>
        )}
        <div class="input-row">
          <input
            ref={name}
            id="vouch-name"
            class="input"
            type="text"
            autocomplete="off"
            maxLength={40}
            aria-invalid={error !== undefined}
            aria-describedby={
              error === undefined ? undefined : errorId('vouch-name')
            }
          />
          <Button submit>{clerksText.vouch}</Button>
        </div>
      </form>
    </section>
  );
}
