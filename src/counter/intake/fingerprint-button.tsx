import { useState } from 'preact/hooks';
import type { Cut, Picture } from '../../device/device-api.ts';
import { signText } from '../../text/intake.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Camera } from '../camera/camera.tsx';
import { hasCameraInterface } from '../camera/use-stream.ts';
import { device, handOver } from '../device.ts';
import { FileButton } from '../frame/file-button.tsx';
import { changeDraft } from './draft-saver.ts';

type FingerprintButtonProps = {
  /** Of the promise it stands under; null: of the application. */
  paperId: string | null;
  /** Which one, where a page has more. */
  name?: string;
  onFailure: (sentence: string) => void;
};

/** Photographs the print of an inked finger, which counts as a signature. */
export function FingerprintButton(props: FingerprintButtonProps) {
  const { paperId, name = '', onFailure } = props;
  const [taking, setTaking] = useState<{ file?: File }>();
  const label = `${signText.fingerprint} ${name}`.trim();
  const keep = async (picture: Picture, cut?: Cut) => {
    const done = await changeDraft(
      (draftId) =>
        device().drafts.saveFingerprint(
          draftId,
          paperId,
          handOver(picture),
          cut,
        ),
      { isReadOut: true },
    );
    if (!done.ok) onFailure(errorSentence(done.code));
  };
  return (
    <>
      {hasCameraInterface() ? (
        <Button label={label} onPress={() => setTaking({})}>
          {signText.fingerprint}
        </Button>
      ) : (
        <FileButton
          camera
          accept="image/*"
          label={label}
          onFile={(file) => setTaking({ file })}
        >
          {signText.fingerprint}
        </FileButton>
      )}
      {taking !== undefined && (
        <Camera
          name={signText.print}
          shape="mark"
          file={taking.file}
          pages={0}
          failure={undefined}
          onUse={(picture, cut) => void keep(picture, cut)}
          onClose={() => setTaking(undefined)}
        />
      )}
    </>
  );
}
