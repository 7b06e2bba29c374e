// Handing papers in later, or once more where what was photographed is lost here.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { signaturePaperId } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { isSigned, signaturesOf } from '../drafts/draft-content.ts';
import {
  draftedMaterials,
  finishedPapers,
  unfinishedPaper,
} from '../drafts/drafted-paper.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { done, failed } from '../outcome.ts';
import { appendToCase } from './append-to-case.ts';
import { damagedPages } from './damaged-materials.ts';
import { findCase, type OpenCase } from './find-case.ts';
import type { Submitted } from './store-operation.ts';

/** Sends a supplement; resolves when it is on the disk. */
export async function supplementCase(
  context: OpenContext,
  { draft }: { draft: OpenDraft },
): Promise<Outcome<Submitted>> {
  const { content } = draft;
  const { purpose, papers } = content;
  if (purpose.kind !== 'supplement')
    throw new Error('not the draft of a supplement');
  const signatures = signaturesOf(content, '');
  if (papers.length === 0 && signatures.length === 0)
    return failed('papersMissing');
  if (purpose.signature && !isSigned(content))
    return failed('signatureMissing');
  const unfinished = unfinishedPaper(papers, chinaDate(nowIso(context)));
  if (unfinished !== null) return failed(unfinished);
  const pages = new Map(
    papers.map((paper) => [paper.paperId, draftedMaterials(paper).length]),
  );
  if (purpose.papers.some((paperId) => !pages.has(paperId)))
    return failed('papersMissing');
  for (const { by } of signatures) pages.set(signaturePaperId(by), 1);
  const damaged = async (found: OpenCase) =>
    (await damagedPages(context.store, found.content)).filter(({ paperId }) =>
      pages.has(paperId),
    );
  // The county waits for as many pages as were lost.
  const found = await findCase(context, purpose.caseId);
  if (found === undefined) return failed('caseNotFound');
  const lost = countByPaper(await damaged(found));
  if ([...lost].some(([paperId, n]) => (pages.get(paperId) ?? 0) < n))
    return failed('papersMissing');
  return appendToCase(context, {
    caseId: purpose.caseId,
    kind: 'supplement',
    make: (now, at) =>
      done({
        kind: 'supplement',
        papers: finishedPapers(papers),
        signatures: signaturesOf(content, now.content.applicantName),
        madeAt: at,
      }),
    draft,
    replaces: purpose.repairs?.operationId ?? null,
    retired: async (now) => (await damaged(now)).map(({ ref }) => ref.sha256),
  });
}

function countByPaper(
  cited: readonly { paperId: string }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { paperId } of cited)
    counts.set(paperId, (counts.get(paperId) ?? 0) + 1);
  return counts;
}
