import { useState } from 'preact/hooks';
import type { DraftPaper } from '../../device/device-api.ts';
import type { Field, Material } from '../../domain/catalogue/form-schema.ts';
import { groupFours } from '../../text/common.ts';
import { waysText } from '../../text/ways.ts';
import { Button } from '../../ui/button/button.tsx';
import { SingleLine } from '../../ui/field/single-line.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import { ScanButton } from '../frame/scan-button.tsx';
import type { Intake } from './intake.ts';
import { useSavedText } from './use-saved-text.ts';
import type { PaperChange } from './paper-ways.tsx';

/** As the wire takes it. */
const LONGEST = 200;

type CertificateBoxProps = {
  intake: Intake;
  material: Material;
  paper: DraftPaper & { how: 'eCert' };
  onChange: PaperChange;
};

/** The number of an e-certificate: scanned, pasted or typed, checked by the county. */
export function CertificateBox(props: CertificateBoxProps) {
  const { intake, material, paper } = props;
  const { id, name, eCert } = material;
  const [hasFailed, setFailed] = useState(false);
  const { typed, setTyped, forget } = useSavedText(
    paper.certificate,
    (text) => {
      if (tooLong(text) > 0) return;
      props.onChange((draftId) =>
        device().drafts.saveCertificate(draftId, id, text),
      );
    },
  );
  const field: Field = {
    id: `certificate-${id}`,
    label: waysText.certificateLabel(eCert.name ?? name),
    type: 'text',
    required: true,
    pi: 'sensitive',
    help: waysText.certificateHint,
  };
  const over = tooLong(typed);
  const scan = (text: string) => {
    const read = normalise(text);
    const isUsable = read !== '' && tooLong(read) <= 0;
    setFailed(!isUsable);
    if (isUsable) setTyped(read);
  };
  return (
    <div class="way stack-tight">
      {hasFailed && (
        <p class="tick-error" role="alert">
          <Icon name="octagon" />
          {waysText.certificateNotRead}
        </p>
      )}
      <SingleLine
        field={field}
        value={typed}
        text={typed}
        toAnswer={(text) => text}
        normalise={normalise}
        isNumber
        regions={intake.regions}
        today={today()}
        ownVillage={null}
        warning={over > 0 ? waysText.certificateTooLong(over) : undefined}
        reading={
          isNumber(typed)
            ? waysText.certificateReading(groupFours(typed), typed.length)
            : undefined
        }
        onChange={(text) => {
          setFailed(false);
          setTyped(typeof text === 'string' ? text : '');
        }}
      />
      <div class="buttons">
        <ScanButton label={waysText.certificateScan} onText={scan} />
        <Button
          label={`${waysText.certificateNone} ${name}`}
          onPress={() => {
            forget();
            props.onChange((draftId) =>
              device().drafts.clearPaper(draftId, id),
            );
          }}
        >
          {waysText.certificateNone}
        </Button>
      </div>
    </div>
  );
}

/** Full-width to half-width, and no spaces: a code's own text has none either. */
const normalise = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

const isNumber = (text: string) => /^[0-9A-Za-z]{4,40}$/.test(text);

const tooLong = (text: string) => text.length - LONGEST;
