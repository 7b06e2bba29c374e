import { parseIsoDate } from '../../domain/calendar/civil-date.ts';
import { dayInSentence } from '../../text/common.ts';
import { errorSentence } from '../../text/errors.ts';
import { waysText } from '../../text/ways.ts';
import { inputId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Tick } from '../frame/tick.tsx';
import { changeConsent, changeDraft } from './draft-saver.ts';
import { FingerprintButton } from './fingerprint-button.tsx';
import type { Intake } from './intake.ts';
import { promisePadId, promisesOf, type PromiseToSign } from './promises.ts';
import { SignaturePad } from './signature-pad.tsx';

type PromiseSigningProps = {
  intake: Intake;
  /** The sentence of the summary beside a box or a pad. */
  messageOf: (elementId: string) => string | undefined;
  onFailure: (sentence: string) => void;
};

/** Each promise in full, with a box and a pad of its own under it. */
export function PromiseSigning(props: PromiseSigningProps) {
  const { intake, messageOf, onFailure } = props;
  const sign = async (paperId: string, png: Promise<Blob | null>) => {
    const done = await changeDraft(
      async (draftId) =>
        device().drafts.signPromise(draftId, paperId, await png),
      { isReadOut: true },
    );
    if (!done.ok) onFailure(errorSentence(done.code));
  };
  return (
    <>
      {promisesOf(intake).map((promise) => {
        const { material, paper, consentId, isTicked } = promise;
        const { id, name } = material;
        return (
          <section key={id} class="card stack-tight">
            <h2>{titleOf(promise)}</h2>
            <p class="statement">{textOf(promise, intake)}</p>
            <Tick
              id={consentId}
              label={waysText.promiseTick(name)}
              isTicked={isTicked}
              error={messageOf(inputId(consentId))}
              onTick={(isGiven) => void changeConsent(consentId, isGiven)}
            />
            <SignaturePad
              id={promisePadId(id)}
              name={waysText.promisePad(name)}
              page={paper.signature}
              error={messageOf(promisePadId(id))}
              onDrawn={(png) => void sign(id, png)}
            >
              <FingerprintButton {...{ name, onFailure }} paperId={id} />
            </SignaturePad>
            <span>
              <a
                class="button"
                href={paths.draftSheet(intake.draft.draftId, `promise:${id}`)}
                aria-label={waysText.printPromise(name)}
              >
                <Icon name="printer" />
                {waysText.print}
              </a>
            </span>
          </section>
        );
      })}
    </>
  );
}

function titleOf({ material: { name }, paper }: PromiseToSign): string {
  return paper.how === 'commitment'
    ? waysText.commitmentTitle(name)
    : waysText.deficiencyTitle(name);
}

function textOf(
  { material: { name }, paper }: PromiseToSign,
  { matter }: Intake,
): string {
  return paper.how === 'commitment'
    ? waysText.commitmentText(name, matter.name)
    : waysText.deficiencyText(name, matter.name, dayWithYear(paper.dueOn));
}

/** What is no day yet is shown as it was typed; it cannot be sent so. */
function dayWithYear(day: string): string {
  return parseIsoDate(day) === undefined
    ? day
    : dayInSentence(day, { withYear: true });
}
