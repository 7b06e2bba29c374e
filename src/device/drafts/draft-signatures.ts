// What stands under an application: the applicant's own hand, the print of his finger,
// or the hand of a witness when he cannot write.
import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Cut, DraftView, Picture } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { savePhotograph } from '../materials/save-photograph.ts';
import { takeFile } from '../materials/take-file.ts';
import { failed } from '../outcome.ts';
import { NAME_LENGTH, type DraftedSignature } from './draft-content.ts';
import { saveInk } from './draft-materials.ts';
import { changeCited, withPromiseSigned } from './draft-ways.ts';
import { openDraft } from './save-draft.ts';

/** The pad's picture as a signature; null takes it away. */
export async function saveSignature(
  context: OpenContext,
  given: { draftId: string; png: Blob | null; by: 'applicant' | 'witness' },
): Promise<Outcome<DraftView>> {
  const { draftId, png, by } = given;
  const image = await saveInk(context, draftId, png);
  if (!image.ok) return image;
  const signature = signedNow(context, image.value);
  return changeCited(context, draftId, (content) => {
    if (by === 'applicant') return { ...content, signature };
    const { witness } = content;
    return witness === undefined
      ? content
      : { ...content, witness: { ...witness, signature } };
  });
}

/**
 * The photographed print of a finger counts as the applicant's signature: under the
 * application (`paperId` null), or under the promise about a paper.
 */
export async function saveFingerprint(
  context: OpenContext,
  given: {
    draftId: string;
    paperId: string | null;
    picture: Picture;
    cut?: Cut;
  },
): Promise<Outcome<DraftView>> {
  const { draftId, paperId, picture, cut } = given;
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  if (!(await context.storage.mayTakePhotograph()))
    return failed('photographsFull');
  const taken = await takeFile(context.ports, picture, cut);
  if (!taken.ok) return taken;
  // A document is no print of a finger.
  if (taken.value.mediaType !== 'image/jpeg')
    return failed('photographUnreadable');
  const saved = await savePhotograph(context, { taken: taken.value, draftId });
  if (!saved.ok) return saved;
  const image = saved.value;
  return changeCited(context, draftId, (content) =>
    paperId === null
      ? { ...content, signature: signedNow(context, image) }
      : withPromiseSigned(content, paperId, image),
  );
}

/** Who signs for an applicant who cannot write; null: he signs himself. */
export async function saveWitness(
  context: OpenContext,
  draftId: string,
  name: string | null,
): Promise<Outcome<DraftView>> {
  return await changeCited(context, draftId, (content) => {
    const { witness, ...alone } = content;
    return name === null
      ? alone
      : {
          ...alone,
          witness: {
            signature: null,
            ...witness,
            name: name.trim().slice(0, NAME_LENGTH),
          },
        };
  });
}

function signedNow(
  context: OpenContext,
  image: MaterialRef | null,
): DraftedSignature | null {
  return image && { image, signedAt: nowIso(context) };
}
