import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Cut, DraftPaper, Picture } from '../../device/device-api.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import { promiseConsentId } from '../../domain/cases/papers.ts';
import { isWayAllowed, type Way } from '../../domain/rules/ways-of-paper.ts';
import { cameraText } from '../../text/camera.ts';
import { materialsText } from '../../text/intake.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { MaterialTag } from '../../ui/status-tag/status-tag.tsx';
import { Camera, type NotTaken } from '../camera/camera.tsx';
import { shapeOf } from '../camera/guide-frame.ts';
import { device, handOver } from '../device.ts';
import { CertificateBox } from './certificate-box.tsx';
import { changeConsent, changeDraft } from './draft-saver.ts';
import { DeficiencyBox } from './deficiency-box.tsx';
import { HeldBox } from './held-box.tsx';
import { heldPaper } from './held-papers.ts';
import type { Intake } from './intake.ts';
import { demandedPapers, isHandedIn, paperElementId } from './judge.ts';
import { PaperHandbook } from './paper-handbook.tsx';
import { PaperPages } from './paper-pages.tsx';
import { missingSentence, stateOf } from './paper-state.ts';
import { PaperWays } from './paper-ways.tsx';
import { CommitmentBox } from './promise-box.tsx';

type PaperRowProps = {
  intake: Intake;
  material: Material;
  /** The check page missed it: said beside it in the same words. */
  isMissed: boolean;
  /** It was photographed before, and is to be again: to have seen it is not it. */
  isRetake?: boolean;
  /** It is what was asked for: the camera stands open at once. */
  opensCamera?: boolean;
  /** The reviewer's words about it, when it answers a correction. */
  said?: ComponentChildren;
};

/** One paper: name, state, what may be done with it, its pages, its handbook. */
export function PaperRow(props: PaperRowProps) {
  const { intake, material, isMissed, isRetake = false } = props;
  const { opensCamera = false } = props;
  const { draft, materialTypes } = intake;
  const [failure, setFailure] = useState<NotTaken>();
  const [shrinking, setShrinking] = useState(0);
  /** The camera stands over the page, or a file is looked at. */
  const [taking, setTaking] = useState<{ file?: File } | undefined>(
    opensCamera ? {} : undefined,
  );
  const { id, name, condition, optionalNote, copies } = material;
  const paper = draft.papers.find(({ paperId }) => paperId === id);
  const pages = paper?.how === 'photo' ? paper.pages : [];

  const photograph = async (picture: Picture, cut?: Cut) => {
    setFailure(undefined);
    setShrinking((count) => count + 1);
    const done = await changeDraft((draftId) =>
      device().drafts.addPhotograph(draftId, id, handOver(picture), cut),
    );
    setShrinking((count) => count - 1);
    if (!done.ok) setFailure(notTaken(done.code));
  };
  const act = async (change: Parameters<typeof changeDraft>[0]) => {
    setFailure(undefined);
    // What was agreed to was another promise, or will be none.
    await changeConsent(promiseConsentId(id), false);
    const done = await changeDraft(change);
    if (!done.ok)
      setFailure({ sentence: errorSentence(done.code), isFull: false });
  };
  const held = heldPaper(draft.draftId, id);
  const isAsked = demandedPapers(intake).includes(material);
  const { status, word, sentence } = stateOf(material, paper, isAsked);
  const type = materialTypes.find((each) => each.id === material.typeId);
  const notes = [
    copies > 1 && materialsText.copies(copies),
    condition !== undefined &&
      (isAsked
        ? materialsText.because(condition)
        : materialsText.onlyIf(condition)),
    optionalNote,
    sentence,
    missingPages(paper, type?.pages),
  ].filter((part) => part !== false && part !== undefined);
  const postpone =
    paper === undefined && !isRetake && isWayAllowed(material, 'deficiency')
      ? () =>
          void act((draftId) =>
            device().drafts.choosePromise(draftId, id, { how: 'deficiency' }),
          )
      : undefined;
  return (
    <li class="card paper stack-tight" id={paperElementId(id)} tabIndex={-1}>
      <div class="spread">
        <h2 class="paper-name">{name}</h2>
        <MaterialTag status={status} word={word} />
      </div>
      <p class="hint">
        {notes.map((note) => (
          <span key={note} class="paper-note">
            {note}
          </span>
        ))}
      </p>
      {props.said}
      {isMissed && (
        <p class="tick-error">
          <Icon name="octagon" />
          {missingSentence(intake, material)}
        </p>
      )}
      {failure !== undefined && (
        <p class="tick-error" role="alert">
          <Icon name="octagon" />
          {failure.sentence}
        </p>
      )}
      {failure?.isFull === true && postpone && (
        <Button label={`${cameraText.textOnly} ${name}`} onPress={postpone}>
          {cameraText.textOnly}
        </Button>
      )}
      <PaperPages
        paperId={id}
        paperName={name}
        pages={pages}
        onRemove={(sha256) =>
          act((draftId) => device().drafts.removePage(draftId, id, sha256))
        }
        onRestore={(sha256) =>
          act((draftId) => device().drafts.restorePage(draftId, id, sha256))
        }
      />
      {isHandedIn(material) && (
        <PaperWays
          {...{ material, paper, isRetake, isAsked }}
          isShrinking={shrinking > 0}
          former={isRetake ? formerWay(intake, id) : undefined}
          onPhotograph={(file) => {
            setFailure(undefined);
            setTaking(file === undefined ? {} : { file });
          }}
          onChange={(change) => void act(change)}
        />
      )}
      {paper === undefined && !isRetake && held !== undefined && (
        <HeldBox {...{ name, held }} onChange={(change) => void act(change)} />
      )}
      {paper?.how === 'eCert' && (
        <CertificateBox
          {...{ intake, material, paper }}
          onChange={(change) => void act(change)}
        />
      )}
      {paper?.how === 'deficiency' && (
        <DeficiencyBox
          {...{ intake, name, paper }}
          onChange={(change) => void act(change)}
        />
      )}
      {paper?.how === 'commitment' && (
        <CommitmentBox
          {...{ name, paper }}
          onChange={(change) => void act(change)}
        />
      )}
      <p role="status" class="visually-hidden">
        {shrinking > 0
          ? materialsText.shrinking
          : pages.length > 0 && materialsText.taken(pages.length)}
      </p>
      {type !== undefined && isHandedIn(material) && (
        <PaperHandbook type={type} />
      )}
      {taking !== undefined && (
        <Camera
          {...{ name, failure }}
          shape={shapeOf(type)}
          file={taking.file}
          pages={pages.length + shrinking}
          onUse={(picture, cut) => void photograph(picture, cut)}
          pageNames={type?.pages}
          onPostpone={postpone}
          onClose={() => setTaking(undefined)}
        />
      )}
    </li>
  );
}

type Code = Parameters<typeof errorSentence>[0];

function notTaken(code: Code): NotTaken {
  const isFull = code === 'storageFull' || code === 'photographsFull';
  return { sentence: photographFailure(code), isFull };
}

/** Of a paper that must have certain pages, those not photographed; a file has all. */
function missingPages(
  paper: DraftPaper | undefined,
  names: readonly string[] = [],
): string | undefined {
  if (paper?.how !== 'photo' || paper.takenFrom !== undefined) return undefined;
  const isFile = paper.pages.some(
    ({ mediaType }) => mediaType === 'application/pdf',
  );
  const left = isFile ? [] : names.slice(paper.pages.length);
  return left.length === 0 ? undefined : cameraText.still(left);
}

function photographFailure(code: Code): string {
  switch (code) {
    case 'photographUnreadable':
      return materialsText.unreadable;
    case 'fileTooLarge':
      return materialsText.tooLarge;
    case 'pictureTooLarge':
      return materialsText.tooManyPixels;
    case 'storageFull':
      return materialsText.storageFull;
    default:
      return errorSentence(code);
  }
}

/** How it was handed in before it was lost here. */
function formerWay({ sent }: Intake, id: string): Way | undefined {
  const how = sent?.papers.find(({ paperId }) => paperId === id)?.how;
  return how === 'generated' ? undefined : how;
}
