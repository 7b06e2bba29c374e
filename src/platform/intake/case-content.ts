import type { Answers } from '../../domain/cases/answers.ts';
import {
  citedMaterials,
  paperMaterials,
  signaturePaperId,
  type MaterialRef,
  type Paper,
  type Signature,
} from '../../domain/cases/papers.ts';
import { findField, findMaterial } from '../../domain/catalogue/get-matter.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { LIMITS } from '../../protocol/limits.ts';
import {
  addCaseMaterials,
  retireCaseMaterials,
} from '../database/queries/case-materials.ts';
import { findWrongKeys, settleKeys } from '../materials/material-keys.ts';
import { citeMaterials, numberPages } from '../materials/cite-materials.ts';
import { sealCertificate, type Keys } from './case-secrets.ts';
import type { Application } from './judgement.ts';

/** Paths of papers that the matter does not know, or of too many materials. */
export function findPaperRefusals(
  matter: Matter,
  papers: readonly Paper[],
  signatures: readonly Signature[],
): string[] {
  if (citedMaterials(papers, signatures).length > LIMITS.materialsPerCase)
    return ['papers'];
  return papers.flatMap(({ paperId }, index) =>
    findMaterial(matter, paperId) === undefined
      ? [`papers.${index}.paperId`]
      : [],
  );
}

/**
 * Paths of materials that are here already and that the key cited with them does
 * not open: whoever knows no more than a hash has no right to its paper.
 */
export async function findKeyRefusals(
  { context, work }: Pick<Application, 'context' | 'work'>,
  papers: readonly Paper[],
  signatures: readonly Signature[],
): Promise<string[]> {
  const refs = citedMaterials(papers, signatures).map(({ ref }) => ref);
  const wrong = await findWrongKeys(work.tx, context, refs);
  if (wrong.size === 0) return [];
  const isWrong = ({ sha256 }: MaterialRef) => wrong.has(sha256);
  return [
    ...papers.flatMap((paper, i) =>
      paperMaterials(paper).some(isWrong) ? [`papers.${i}`] : [],
    ),
    ...signatures.flatMap(({ image }, i) =>
      isWrong(image) ? [`signatures.${i}`] : [],
    ),
  ];
}

/**
 * Township of the address by which the matter belongs; undefined when the form
 * leaves it open or names a place outside the county's townships.
 */
export function findTownship(
  matter: Matter,
  answers: Answers,
  townships: readonly { code9: string }[],
): string | undefined {
  const field = findField(matter, matter.routing.belongsBy);
  const address = field === undefined ? undefined : answers[field.id];
  if (
    typeof address !== 'object' ||
    Array.isArray(address) ||
    !('town9' in address)
  )
    return undefined;
  const { town9 } = address;
  return townships.some(({ code9 }) => code9 === town9) &&
    typeof town9 === 'string'
    ? town9
    : undefined;
}

/**
 * Writes which materials an operation hands in. With `replaces` they stand
 * instead of those that stood for the same papers, else beside them.
 */
export async function fileMaterials(
  {
    context,
    work,
    device,
    envelope,
    arrivedAt,
  }: Pick<Application, 'context' | 'work' | 'arrivedAt'> & {
    device: Pick<Application['device'], 'deviceId'>;
    envelope: Pick<Application['envelope'], 'id'>;
  },
  caseId: string,
  p: {
    papers: readonly Paper[];
    signatures: readonly Signature[];
    replaces: boolean;
  },
): Promise<void> {
  const { county } = context.config;
  const materials = citedMaterials(p.papers, p.signatures);
  const here = await citeMaterials(work.tx, context, {
    deviceId: device.deviceId,
    operationId: envelope.id,
    at: arrivedAt,
    refs: materials.map(({ ref }) => ref),
  });
  if (p.replaces) {
    const paperIds = [
      ...p.papers.map(({ paperId }) => paperId),
      ...p.signatures.map(({ by }) => signaturePaperId(by)),
    ];
    await retireCaseMaterials(work.tx, { county, caseId }, paperIds);
  }
  await addCaseMaterials(
    work.tx,
    { county, caseId, operationId: envelope.id },
    numberPages(materials),
  );
  for (const sha256 of here) await settleKeys(work.tx, context, sha256);
}

/**
 * As a case keeps it. The content keys go to the materials' rows, wrapped; the number
 * of an e-certificate is often the identity number, and rests sealed like one.
 */
export function atRest<
  Content extends { papers: Paper[]; signatures: Signature[] },
>(context: Keys, caseId: string, content: Content): Content {
  return {
    ...content,
    papers: content.papers.map((paper) => {
      switch (paper.how) {
        case 'photo':
          return { ...paper, pages: paper.pages.map(withoutKey) };
        case 'commitment':
        case 'deficiency':
          return { ...paper, signature: withoutKey(paper.signature) };
        case 'eCert':
          return {
            ...paper,
            certificate: sealCertificate(context, caseId, paper),
          };
        case 'seen':
        case 'generated':
          return paper;
        default:
          return unreachable(paper);
      }
    }),
    signatures: content.signatures.map((signature) => ({
      ...signature,
      image: withoutKey(signature.image),
    })),
  };
}

function withoutKey<Ref extends { key: string }>(ref: Ref): Ref {
  return { ...ref, key: '' };
}
