import type { DraftPaper, DraftView } from '../../device/device-api.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import { isWayAllowed, type Way } from '../../domain/rules/ways-of-paper.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { materialsText } from '../../text/intake.ts';
import { waysText } from '../../text/ways.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { hasCameraInterface } from '../camera/use-stream.ts';
import { device } from '../device.ts';
import { FileButton } from '../frame/file-button.tsx';

/** Does something to the draft on the device, and tells the row if it failed. */
export type PaperChange = (
  change: (draftId: string) => Promise<Outcome<DraftView>>,
) => void;

type PaperWaysProps = {
  material: Material;
  paper: DraftPaper | undefined;
  /** It was photographed before and is to be again: nothing else is it. */
  isRetake: boolean;
  /** But a promise whose signature was lost may be signed again. */
  former?: Way | undefined;
  /** The rules demand it, or a correction names it. */
  isAsked: boolean;
  isShrinking: boolean;
  /** With the camera, or with a file that was chosen. */
  onPhotograph: (file?: File) => void;
  onChange: PaperChange;
};

/** What may be done for a paper now, in the catalogue's order; never what may not. */
export function PaperWays(props: PaperWaysProps) {
  const { material, paper, isRetake, isAsked, onChange } = props;
  const { id, name } = material;
  const drafts = () => device().drafts;
  const isPromised = paper?.how === 'commitment' || paper?.how === 'deficiency';
  if (isPromised || paper?.how === 'eCert') return null;
  const isSeen = paper?.how === 'seen' || paper?.seenAt !== undefined;
  const takenFrom = paper?.how === 'photo' ? paper.takenFrom : undefined;
  return (
    <div class="buttons">
      {isSeen ? (
        <Act
          word={materialsText.notSeen}
          name={name}
          onPress={() =>
            onChange((draftId) => drafts().unmarkSeen(draftId, id))
          }
        />
      ) : (
        isWayAllowed(material, 'seen') &&
        !isRetake && (
          <Act
            word={materialsText.seeOriginal}
            name={name}
            onPress={() =>
              onChange((draftId) => drafts().markSeen(draftId, id))
            }
          />
        )
      )}
      {/* An earlier case's pages stay by themselves: nothing is added to them. */}
      {takenFrom === undefined ? (
        <PhotographButtons {...props} />
      ) : (
        <Act
          word={waysText.notHeld}
          name={name}
          onPress={() =>
            onChange((draftId) => drafts().clearPaper(draftId, id))
          }
        />
      )}
      {paper === undefined && (
        <>
          {!isRetake && isWayAllowed(material, 'eCert') && (
            <Act
              word={waysText.certificate}
              name={name}
              onPress={() =>
                onChange((draftId) => drafts().saveCertificate(draftId, id, ''))
              }
            />
          )}
          {(isRetake
            ? props.former === 'commitment'
            : isWayAllowed(material, 'commitment')) && (
            <Act
              word={waysText.commitment}
              name={name}
              onPress={() =>
                onChange((draftId) =>
                  drafts().choosePromise(draftId, id, { how: 'commitment' }),
                )
              }
            />
          )}
          {(isRetake
            ? props.former === 'deficiency'
            : isWayAllowed(material, 'deficiency')) && (
            <Act
              word={waysText.deficiency}
              name={name}
              onPress={() =>
                onChange((draftId) =>
                  drafts().choosePromise(draftId, id, { how: 'deficiency' }),
                )
              }
            />
          )}
          {!isRetake && isAsked && <WhyNotLater material={material} />}
        </>
      )}
    </div>
  );
}

/** Where a paper may neither follow nor be promised, the clerk can tell why. */
function WhyNotLater({ material }: { material: Material }) {
  const isAllowed =
    isWayAllowed(material, 'commitment') ||
    isWayAllowed(material, 'deficiency');
  if (isAllowed) return null;
  const { name } = material;
  return (
    <details class="why-not-later">
      <summary aria-label={`${waysText.later} ${name}`}>
        <Icon name="chevron" />
        {waysText.later}
      </summary>
      <p>{waysText.laterNot(name)}</p>
    </details>
  );
}

function Act(props: { word: string; name: string; onPress: () => void }) {
  return (
    <Button label={`${props.word} ${props.name}`} onPress={props.onPress}>
      {props.word}
    </Button>
  );
}

function PhotographButtons(props: PaperWaysProps) {
  const { material, paper, isShrinking, onPhotograph } = props;
  const word =
    paper?.how === 'photo'
      ? materialsText.addPhotograph
      : materialsText.photograph;
  const busy = isShrinking ? materialsText.shrinking : undefined;
  return (
    <>
      {hasCameraInterface() ? (
        <Button
          label={`${word} ${material.name}`}
          busy={busy}
          onPress={() => onPhotograph()}
        >
          <Icon name="camera" />
          {word}
        </Button>
      ) : (
        <FileButton
          camera
          accept="image/*"
          label={`${word} ${material.name}`}
          busy={busy}
          onFile={onPhotograph}
        >
          <Icon name="camera" />
          {word}
        </FileButton>
      )}
      <FileButton
        accept="image/*"
        label={`${materialsText.chooseFile} ${material.name}`}
        busy={busy}
        onFile={onPhotograph}
      >
        {materialsText.chooseFile}
      </FileButton>
    </>
  );
}
