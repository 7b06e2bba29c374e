import type { MaterialRef, Paper } from '../../domain/cases/papers.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { MaterialRow } from '../database/tables.ts';
import { read, type Store } from '../database/write.ts';
import type { DraftPaper, DraftView, PageView } from '../device-api.ts';
import { draftMaterials, type DraftedSignature } from './draft-content.ts';
import type { DraftedPaper } from './drafted-paper.ts';
import type { OpenDraft } from './save-draft.ts';

export async function viewDraft(
  store: Store,
  { row, content }: OpenDraft,
): Promise<DraftView> {
  const cited = draftMaterials(content).map(({ sha256 }) => sha256);
  const rows = await read(store, (db) => db.materials.bulkGet(cited));
  const materials = new Map(
    rows.flatMap((each) => (each === undefined ? [] : [[each.sha256, each]])),
  );
  return {
    draftId: row.draftId,
    purpose: content.purpose,
    matterCode: content.matterCode,
    catalogueVersion: content.catalogueVersion,
    isLifted: content.liftedFrom !== undefined,
    ...(content.taken && { bundle: { takenInAt: content.taken.at } }),
    ...(content.standIns && {
      standIns: content.standIns.map(({ paperId }) => paperId),
    }),
    visitId: content.visitId ?? null,
    homeVisitOn: content.homeVisitOn ?? null,
    batchId: content.batch?.id ?? null,
    answers: content.answers,
    papers: content.papers.map((paper) => viewPaper(paper, materials)),
    signature: viewSignature(content.signature, materials),
    witness:
      content.witness === undefined
        ? null
        : {
            name: content.witness.name,
            signature: viewSignature(content.witness.signature, materials),
          },
    consents: content.consents.map(({ id }) => id),
    startedAt: content.startedAt,
    savedAt: row.savedAt,
  };
}

function viewSignature(
  signature: DraftedSignature | null,
  materials: ReadonlyMap<string, MaterialRow>,
): PageView | null {
  return signature && viewPage(signature.image, materials);
}

export function viewPaper(
  paper: DraftedPaper | Exclude<Paper, { how: 'generated' }>,
  materials: ReadonlyMap<string, MaterialRow>,
): DraftPaper {
  switch (paper.how) {
    case 'photo': {
      const pages = paper.pages.map((page) => viewPage(page, materials));
      return { ...paper, pages };
    }
    case 'commitment':
    case 'deficiency': {
      const { signature } = paper;
      return {
        ...paper,
        signature: signature && viewPage(signature, materials),
      };
    }
    case 'seen':
    case 'eCert':
      return paper;
    default:
      return unreachable(paper);
  }
}

/** The key stays in the worker. */
export function viewPage(
  { sha256, mediaType, bytes }: MaterialRef,
  materials: ReadonlyMap<string, MaterialRow>,
): PageView {
  return { sha256, mediaType, bytes, state: pageState(materials.get(sha256)) };
}

function pageState(row: MaterialRow | undefined): PageView['state'] {
  if (row === undefined || row.state === 'damaged') return 'damaged';
  if (row.releasedAt !== undefined) return 'released';
  return row.state === 'sent' ? 'sent' : 'saved';
}
