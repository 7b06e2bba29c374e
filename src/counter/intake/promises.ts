// What the applicant promises about papers he does not hand in, or not yet: each has
// a text, a box and a signature of its own, and none says what another does.
import type { DraftPaper } from '../../device/device-api.ts';
import { promiseConsentId } from '../../domain/cases/papers.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import { waysText } from '../../text/ways.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import type { Intake } from './intake.ts';

export type PromisedPaper = DraftPaper & { how: 'commitment' | 'deficiency' };

export type PromiseToSign = {
  material: Material;
  paper: PromisedPaper;
  consentId: `promise:${string}`;
  isTicked: boolean;
};

/** In the catalogue's order. */
export function promisesOf({
  draft,
  matter,
}: Pick<Intake, 'draft' | 'matter'>): PromiseToSign[] {
  return matter.materials.flatMap((material) => {
    const paper = draft.papers.find(({ paperId }) => paperId === material.id);
    if (paper?.how !== 'commitment' && paper?.how !== 'deficiency') return [];
    const consentId = promiseConsentId(material.id);
    const isTicked = draft.consents.includes(consentId);
    return [{ material, paper, consentId, isTicked }];
  });
}

export const promisePadId = (paperId: string) => `promise-pad-${paperId}`;

/** What the promises still lack, in the order of the sign page. */
export function promiseErrors(
  intake: Pick<Intake, 'draft' | 'matter'>,
): SummarisedError[] {
  return promisesOf(intake).flatMap(
    ({ material, paper, consentId, isTicked }) => [
      ...(isTicked
        ? []
        : [
            {
              elementId: inputId(consentId),
              message: waysText.promiseNotTicked(material.name),
            },
          ]),
      ...(paper.signature === null
        ? [
            {
              elementId: promisePadId(material.id),
              message: waysText.promiseNotSigned(material.name),
            },
          ]
        : []),
    ],
  );
}
