import { useState } from 'preact/hooks';
import type { ErrorCode } from '../../protocol/error-code.ts';
import { unlockText } from '../../text/counter.ts';
import { exportText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { NewClerk } from '../clerks/new-clerk.tsx';
import { deviceState } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { TicketStep } from '../set-up/ticket-step.tsx';

/** A revoked device becomes a new one here by a new ticket; what waits stays. */
export function EnrolAgain() {
  const [problem, setProblem] = useState<ErrorCode>();
  const newClerk = deviceState.value?.newClerk ?? null;
  return (
    <>
      <div class="buttons">
        <Button href={paths.export}>{exportText.openLocked}</Button>
      </div>
      {newClerk !== null ? (
        <NewClerk clerk={newClerk} />
      ) : (
        <section class="card stack-tight">
          <h2>{unlockText.enrolAgain}</h2>
          <p>{unlockText.enrolAgainExplained}</p>
          <p class="hint">{unlockText.revokedExplained}</p>
          <TicketStep problem={problem} onProblem={setProblem} />
        </section>
      )}
    </>
  );
}
