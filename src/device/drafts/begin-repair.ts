// 改好再发: a refused operation becomes a draft again, with everything that was in
// it, pinned to the version it was made by. The tray keeps it until the draft is
// handed in.
import type { Operation } from '../../domain/cases/operation.ts';
import type { Signature } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { findOwn, presentAnswers } from '../cases/case-content.ts';
import { damagedPages } from '../cases/damaged-materials.ts';
import { findCase, type OpenCase } from '../cases/find-case.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { DraftPurpose, Repairs } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { remedyOf } from '../outbox/needs-attention.ts';
import { done, failed } from '../outcome.ts';
import { emptyDraft, findOpenDraft } from './begin-draft.ts';
import type { DraftContent } from './draft-content.ts';
import { draftedAgain } from './drafted-paper.ts';
import { fitToMatter } from './fit-to-matter.ts';
import { createDraft } from './save-draft.ts';

/** What of the catalogue an operation names: wrong, it can only be made anew. */
const OF_CATALOGUE = ['matterCode', 'matterRevision'];

/**
 * Begins, or finds, the draft that mends it; gives the draft's id. `isShown`: past
 * the lease a stored case stays closed.
 */
export async function beginRepair(
  context: OpenContext,
  operationId: string,
  isShown: (caseId: string) => boolean,
): Promise<Outcome<string>> {
  const refused = await findRefused(context, operationId);
  if (!refused.ok) return refused;
  const { row, found, operation } = refused.value;
  if (!isShown(found.row.caseId)) return failed('leaseEnded');
  const begun = await findOpenDraft(
    context,
    found.row.caseId,
    ({ purpose }) => purpose.repairs?.operationId === operationId,
  );
  if (begun !== undefined) return done(begun);
  const repairs: Repairs = {
    operationId,
    caseId: found.row.caseId,
    number: found.content.submit.number,
    code: row.code,
    paths: row.paths,
  };
  const content = await contentOf(context, { found, operation, repairs });
  return content.ok ? done(await createDraft(context, content.value)) : content;
}

/** A row of the tray with its case and what it said. */
export async function findRefused(
  context: OpenContext,
  operationId: string,
): Promise<Outcome<{ row: OutboxRow; found: OpenCase; operation: Operation }>> {
  const { row, previous } = await read(context.store, async (db) => {
    const present = await db.outbox.get(operationId);
    const casePrev = present?.envelope.casePrev ?? null;
    return {
      row: present,
      previous: casePrev === null ? undefined : await db.outbox.get(casePrev),
    };
  });
  if (row?.state !== 'attention' || row.caseId === null)
    return failed('operationNotFound');
  if (remedyOf(row, previous) === 'afterPrevious')
    return failed('notAllowedNow');
  const found = await findCase(context, row.caseId);
  if (found === undefined) return failed('caseNotFound');
  const operation = findOwn(found.content, operationId);
  return operation === undefined
    ? failed('operationNotFound')
    : done({ row, found, operation });
}

async function contentOf(
  context: OpenContext,
  given: { found: OpenCase; operation: Operation; repairs: Repairs },
): Promise<Outcome<DraftContent>> {
  const { found, operation, repairs } = given;
  const { submit } = found.content;
  const { caseId, number } = repairs;
  const pinned = await chooseVersion(context, submit.catalogueVersion, repairs);
  const begin = (purpose: DraftPurpose) =>
    emptyDraft(context, {
      purpose,
      matterCode: submit.matterCode,
      catalogueVersion: pinned,
    });
  switch (operation.kind) {
    case 'submit': {
      const content: DraftContent = {
        ...begin({ kind: 'submit', repairs }),
        answers: operation.answers,
        papers: operation.papers.flatMap(draftedAgain),
        standIns: operation.papers.flatMap((paper) =>
          paper.how === 'generated' && paper.because !== undefined
            ? [{ paperId: paper.paperId, because: paper.because }]
            : [],
        ),
        ...draftedSignatures(operation.signatures),
        consents: operation.consents,
      };
      const matter = await findPinned(context.files, content);
      return done(
        matter.ok
          ? fitToMatter(content, matter.value.matter, content.startedAt)
          : content,
      );
    }
    case 'answerCorrection': {
      const { correction } = found.state;
      if (correction?.event !== operation.correctionEvent)
        return failed('notAllowedNow');
      return done({
        ...begin({
          kind: 'answerCorrection',
          caseId,
          number,
          correctionEvent: correction.event,
          items: correction.items,
          repairs,
        }),
        answers: presentAnswers(found.content),
        papers: operation.papers.flatMap(draftedAgain),
        ...draftedSignatures(operation.signatures),
      });
    }
    case 'supplement': {
      const lost = await damagedPages(context.store, found.content);
      return done({
        ...begin({
          kind: 'supplement',
          caseId,
          number,
          papers: [
            ...new Set([
              ...operation.papers.map(({ paperId }) => paperId),
              ...lost.map(({ paperId }) => paperId),
            ]),
          ],
          signature: operation.signatures.length > 0,
          repairs,
        }),
        papers: operation.papers.flatMap(draftedAgain),
        ...draftedSignatures(operation.signatures),
      });
    }
    case 'withdraw':
    case 'confirmDelivery':
    case 'updateContact':
    case 'rate':
    case 'journal':
      // No form holds them: they are sent again as they are, or done anew.
      return failed('notAllowedNow');
    default:
      return operation satisfies never;
  }
}

/** Its own version; the present one when that does not know the matter so. */
async function chooseVersion(
  { files }: OpenContext,
  version: string,
  { paths }: Repairs,
): Promise<string> {
  if (!paths.some((path) => OF_CATALOGUE.includes(path))) return version;
  return (await files.current())?.version ?? version;
}

function draftedSignatures(
  signatures: readonly Signature[],
): Pick<DraftContent, 'signature' | 'witness'> {
  const by = (who: Signature['by']) =>
    signatures.find((each) => each.by === who);
  const drafted = ({ image, signedAt }: Signature) => ({ image, signedAt });
  const [own, witness] = [by('applicant'), by('witness')];
  return {
    signature: own === undefined ? null : drafted(own),
    ...(witness && {
      witness: { name: witness.name, signature: drafted(witness) },
    }),
  };
}
