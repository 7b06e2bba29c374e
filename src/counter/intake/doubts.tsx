import { checkConsentId } from '../../domain/cases/consent.ts';
import type { EligibilityCheck } from '../../domain/catalogue/form-schema.ts';
import { checksText } from '../../text/intake.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { Tick } from '../frame/tick.tsx';
import { CheckNotice } from './check-notice.tsx';
import { changeConsent } from './draft-saver.ts';
import { examine } from './examine.ts';
import type { Intake } from './intake.ts';
import { firingChecks, type Judgement } from './judge.ts';

type DoubtsProps = {
  intake: Intake;
  judgement: Judgement;
  /** Id of the confirmation that was missed when it should have been sent. */
  missed: string | undefined;
};

/** What the catalogue's checks want confirmed, tell, or leave to the township. */
export function Doubts({ intake, judgement, missed }: DoubtsProps) {
  const { undecided } = examine(intake).ruling;
  return (
    <>
      {judgement.doubts.map((check) => (
        <Doubt
          key={check.id}
          check={check}
          isConfirmed={!judgement.unconfirmed.includes(check)}
          isMissed={missed === checkConsentId(check.id)}
        />
      ))}
      {firingChecks(intake, 'info').map((check) => (
        <CheckNotice key={check.id} check={check} />
      ))}
      {undecided.map(({ id, message }) => (
        <Notice key={id} tone="wait" icon="triangle">
          <p>{checksText.undecided(message)}</p>
        </Notice>
      ))}
    </>
  );
}

type DoubtProps = {
  check: EligibilityCheck;
  isConfirmed: boolean;
  isMissed: boolean;
};

function Doubt({ check, isConfirmed, isMissed }: DoubtProps) {
  const { id, message } = check;
  return (
    <div class="stack-tight">
      <CheckNotice check={check} />
      <Tick
        id={checkConsentId(id)}
        label={checksText.confirm}
        spokenLabel={checksText.confirmLabel(message)}
        isTicked={isConfirmed}
        error={
          isMissed && !isConfirmed ? checksText.unconfirmed(message) : undefined
        }
        onTick={(isTicked) => void changeConsent(checkConsentId(id), isTicked)}
      />
    </div>
  );
}
