import type { DraftView } from '../../device/device-api.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { signText } from '../../text/intake.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { textKind } from '../../ui/field/text-kind.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import { changeDraft } from './draft-saver.ts';
import { FingerprintButton } from './fingerprint-button.tsx';
import { SignaturePad } from './signature-pad.tsx';
import { PAD, WITNESS_NAME, WITNESS_PAD } from './signatures.ts';
import { useSavedText } from './use-saved-text.ts';

type SigningProps = {
  draft: DraftView;
  /** The sentence of the summary beside a pad or an input. */
  messageOf: (elementId: string) => string | undefined;
  onFailure: (sentence: string) => void;
};

/** The applicant's hand, or what stands for it: a print, or who signs in his place. */
export function ApplicantSigning(props: SigningProps) {
  const { draft, messageOf, onFailure } = props;
  const change = async (act: Parameters<typeof changeDraft>[0]) => {
    const done = await changeDraft(act, { isReadOut: true });
    if (!done.ok) onFailure(errorSentence(done.code));
  };
  if (draft.witness !== null)
    return (
      <WitnessSigning
        witness={draft.witness}
        messageOf={messageOf}
        onChange={(act) => void change(act)}
      />
    );
  return (
    <SignaturePad
      page={draft.signature}
      error={messageOf(PAD)}
      onDrawn={(png) =>
        void change(async (draftId) =>
          device().drafts.saveSignature(draftId, await png),
        )
      }
    >
      <FingerprintButton paperId={null} onFailure={onFailure} />
      <Button
        onPress={() =>
          void change((draftId) => device().drafts.saveWitness(draftId, ''))
        }
      >
        {signText.cannotWrite}
      </Button>
    </SignaturePad>
  );
}

type WitnessProps = {
  witness: NonNullable<DraftView['witness']>;
  messageOf: SigningProps['messageOf'];
  onChange: (act: Parameters<typeof changeDraft>[0]) => void;
};

const nameField: Field = {
  id: WITNESS_NAME,
  label: signText.witness,
  type: 'text',
  required: true,
  pi: 'general',
  maxLength: 50,
};
const NO_REGIONS = { townships: [], villages: [] };

function WitnessSigning({ witness, messageOf, onChange }: WitnessProps) {
  const { typed, setTyped, forget } = useSavedText(witness.name, (name) =>
    onChange((draftId) => device().drafts.saveWitness(draftId, name)),
  );
  return (
    <section class="card stack-tight">
      <h2>{signText.witnessTitle}</h2>
      <p class="statement">{signText.witnessSays}</p>
      <textKind.Input
        field={nameField}
        value={typed}
        regions={NO_REGIONS}
        today={today()}
        ownVillage={null}
        issue={
          messageOf(inputId(WITNESS_NAME)) === undefined
            ? undefined
            : { code: 'required' }
        }
        onChange={(text) => setTyped(typeof text === 'string' ? text : '')}
      />
      <SignaturePad
        id={WITNESS_PAD}
        name={signText.witnessPad}
        page={witness.signature}
        error={messageOf(WITNESS_PAD)}
        onDrawn={(png) =>
          onChange(async (draftId) =>
            device().drafts.saveSignature(draftId, await png, 'witness'),
          )
        }
      />
      <span>
        <Button
          onPress={() => {
            forget();
            onChange((draftId) => device().drafts.saveWitness(draftId, null));
          }}
        >
          {signText.canWrite}
        </Button>
      </span>
    </section>
  );
}
