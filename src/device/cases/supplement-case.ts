// Handing papers in later, or once more where what was photographed is lost here.
import { signaturePaperId } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { OpenContext } from '../device-context.ts';
import { signaturesOf } from '../drafts/draft-content.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { done, failed } from '../outcome.ts';
import { appendToCase } from './append-to-case.ts';
import { damagedPages } from './damaged-materials.ts';
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
  const there = new Set(papers.map(({ paperId }) => paperId));
  if (papers.length === 0 && content.signature === null)
    return failed('papersMissing');
  if (purpose.papers.some((paperId) => !there.has(paperId)))
    return failed('papersMissing');
  if (purpose.signature && content.signature === null)
    return failed('signatureMissing');
  const handedIn = new Set([
    ...there,
    ...(content.signature === null ? [] : [signaturePaperId('applicant')]),
  ]);
  return appendToCase(context, {
    caseId: purpose.caseId,
    kind: 'supplement',
    make: (found, at) =>
      done({
        kind: 'supplement',
        papers,
        signatures: signaturesOf(content, found.content.applicantName),
        madeAt: at,
      }),
    draft,
    replaces: purpose.repairs?.operationId ?? null,
    retired: async (found) =>
      (await damagedPages(context.store, found.content))
        .filter(({ paperId }) => handedIn.has(paperId))
        .map(({ ref }) => ref.sha256),
  });
}
