import { useState } from 'preact/hooks';
import type { UnlockPolicy } from '../../protocol/enrolment.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import { clerksText } from '../../text/clerks.ts';
import { unlockText } from '../../text/counter.ts';
import { exportText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { deviceState } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { TicketStep } from '../set-up/ticket-step.tsx';
import { NewClerk } from '../clerks/new-clerk.tsx';

const summaries: Record<UnlockPolicy, string> = {
  pin: unlockText.forgotPin,
  passphrase: unlockText.forgotPassphrase,
  'pin+card': unlockText.forgotCard,
  'pin+prf': unlockText.forgotPin,
};

/**
 * A secret that is lost: what is unsent goes on; with a further ticket of the
 * county one chooses a new one here.
 */
export function Forgotten({ policy }: { policy: UnlockPolicy | null }) {
  const [problem, setProblem] = useState<ErrorCode>();
  const newClerk = deviceState.value?.newClerk ?? null;
  if (newClerk !== null) return <NewClerk clerk={newClerk} />;
  return (
    <details open={policy === null}>
      <summary>
        <Icon name="chevron" />
        {policy === null ? unlockText.newTicket : summaries[policy]}
      </summary>
      <Notice tone="neutral" icon="lock" title={clerksText.back}>
        <p>{unlockText.forgotExplained}</p>
        <div class="buttons">
          <Button href={paths.export}>{exportText.openLocked}</Button>
        </div>
      </Notice>
      <p>{unlockText.newTicket}</p>
      <TicketStep problem={problem} onProblem={setProblem} />
    </details>
  );
}
