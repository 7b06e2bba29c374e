import { MANDATE } from '../../domain/cases/consent.ts';
import { frameText } from '../../text/counter.ts';
import { signText } from '../../text/intake.ts';
import { inputId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Tick } from '../frame/tick.tsx';
import { agentName } from './agent.ts';
import { ApplicantSigning } from './applicant-signing.tsx';
import { changeConsent } from './draft-saver.ts';
import { correctionItems, type Intake } from './intake.ts';
import { sensitiveLabels, type Judgement } from './judge.ts';
import { PromiseSigning } from './promise-signing.tsx';
import { promisesOf } from './promises.ts';

type SigningPartProps = {
  intake: Intake;
  judgement: Judgement;
  /** The sentence of the summary beside a box or a pad. */
  messageOf: (elementId: string) => string | undefined;
  onFailure: (sentence: string) => void;
};

/** What is signed, in full; the consent; the pads. */
export function SigningPart(props: SigningPartProps) {
  const { intake, judgement, messageOf, onFailure } = props;
  const { draft, matter } = intake;
  const isCorrection = correctionItems(intake) !== undefined;
  const agent = agentName(intake);
  return (
    <>
      {judgement.needsSignature ? (
        <>
          <p class="statement">
            {isCorrection
              ? signText.correctionStatement(matter.name)
              : signText.statement(matter.name)}
          </p>
          {judgement.needsConsent && (
            <div class="stack-tight">
              <Tick
                id="sensitiveData"
                label={signText.consent}
                isTicked={judgement.hasConsent}
                error={messageOf(inputId('sensitiveData'))}
                onTick={(isTicked) =>
                  void changeConsent('sensitiveData', isTicked)
                }
              />
              <p class="hint">
                {signText.consentWhat(frameText.list(sensitiveLabels(intake)))}
                {signText.consentRefused}
              </p>
            </div>
          )}
          {!isCorrection && agent !== '' && (
            <Tick
              id={MANDATE}
              label={signText.mandate(agent)}
              isTicked={draft.consents.includes(MANDATE)}
              onTick={(isTicked) => void changeConsent(MANDATE, isTicked)}
            />
          )}
          <ApplicantSigning {...{ draft, messageOf, onFailure }} />
        </>
      ) : (
        promisesOf(intake).length === 0 && (
          <p class="row">
            <Icon name="check" />
            {signText.notSignedHere}
          </p>
        )
      )}
      <PromiseSigning {...{ intake, messageOf, onFailure }} />
    </>
  );
}
