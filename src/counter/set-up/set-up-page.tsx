import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { unlockText } from '../../text/counter.ts';
import { setUpText } from '../../text/set-up.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { SetUpStep, type StepState } from './set-up-step.tsx';
import { StorageStep } from './storage-step.tsx';
import { TicketStep } from './ticket-step.tsx';
import { ChooseSecret } from '../unlock/choose-secret.tsx';

/** Four steps from an empty browser to a counter; each may be left and resumed. */
export function SetUpPage() {
  const { route } = useLocation();
  const [problem, setProblem] = useState<ErrorCode>();
  const state = deviceState.value;
  const stage = state?.stage ?? 'empty';
  const station = state?.station ?? null;
  const catalogue = state?.catalogue ?? null;
  const policy = state?.policy ?? null;
  const isReady = stage === 'ready';
  const at = stage === 'empty' ? 1 : stage === 'ticketRead' ? 2 : 3;
  const stateOf = (n: number): StepState =>
    n < at ? 'done' : n === at ? 'doing' : 'todo';
  return (
    <Screen
      title={setUpText.title}
      textSize="both"
      strip={false}
      {...(isReady && {
        primary: {
          label: setUpText.start,
          onPress: () => route(paths.home, true),
        },
      })}
    >
      <p class="hint">{setUpText.worksOffline}</p>
      <ol class="plain-list stack">
        <SetUpStep n={1} title={setUpText.ticket} state={stateOf(1)}>
          {station === null ? (
            <TicketStep problem={problem} onProblem={setProblem} />
          ) : (
            <>
              <p>
                {unlockText.station(
                  station.townName,
                  station.villageName ?? station.name,
                  station.deviceNumber,
                )}
              </p>
              {state?.bound === false && (
                <p class="hint">{setUpText.readNow}</p>
              )}
            </>
          )}
        </SetUpStep>
        <SetUpStep
          n={2}
          title={setUpText.unlockWay[policy ?? 'pin']}
          state={stateOf(2)}
        >
          {stage === 'ticketRead' && policy !== null && (
            <>
              <ChooseSecret
                key={policy}
                policy={policy}
                clerkName={station?.name ?? ''}
                onMade={(secret, factor) =>
                  device().device.enrol(secret, factor)
                }
              />
              <details>
                <summary>
                  <Icon name="chevron" />
                  {setUpText.otherTicket}
                </summary>
                <TicketStep problem={problem} onProblem={setProblem} />
              </details>
            </>
          )}
        </SetUpStep>
        <SetUpStep n={3} title={setUpText.storage} state={stateOf(3)}>
          {isReady && <StorageStep />}
        </SetUpStep>
        <SetUpStep
          n={4}
          title={setUpText.handbook}
          state={catalogue === null ? stateOf(4) : 'done'}
        >
          <p>
            {catalogue === null
              ? setUpText.handbookMissing
              : setUpText.handbookVersion(catalogue.version)}
          </p>
        </SetUpStep>
      </ol>
      {state?.policy === 'pin' && (
        <Notice tone="bad" icon="octagon">
          <p>{unlockText.pinOnly}</p>
        </Notice>
      )}
    </Screen>
  );
}
