import { caseDeadlines } from '../../domain/cases/case-clocks.ts';
import { maskName } from '../../domain/rules/mask.ts';
import { intakeDay } from '../../domain/cases/intake-day.ts';
import { OPERATION_KINDS } from '../../domain/cases/operation.ts';
import { originalSeen, type Paper } from '../../domain/cases/papers.ts';
import type { CaseOperationKind } from '../../domain/cases/transitions.ts';
import type { MaterialRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { CaseView, ReceiptView } from '../device-api.ts';
import type { DeviceContext, OpenContext } from '../device-context.ts';
import { viewPage, viewPaper } from '../drafts/view-draft.ts';
import { kindOf } from '../outbox/needs-attention.ts';
import { mayAct } from './append-to-case.ts';
import {
  caseMaterials,
  presentAnswers,
  presentPapers,
  type CaseContent,
} from './case-content.ts';
import { openReason } from '../outbox/reason.ts';
import { findCase, type OpenCase } from './find-case.ts';
import { hasTakenEffect } from './held-operation.ts';
import { summarise } from './summarise.ts';

/** One case whole; null when there is none. */
export async function viewCase(
  context: OpenContext & Pick<DeviceContext, 'files'>,
  caseId: string,
  isTextUnderWay: boolean,
): Promise<CaseView | null> {
  const found = await findCase(context, caseId);
  if (found === undefined) return null;
  const { content, state, events, row } = found;
  const materials = await readMaterials(context, content);
  const inState = (state: MaterialRow['state']) =>
    [...materials.values()].filter((material) => material.state === state);
  const left = inState('pending');
  const answerDraft = await read(context.store, (db) =>
    db.drafts
      .where({ caseId })
      .and((draft) => draft.state === 'open')
      .first(),
  );
  const summary = summarise(found, {
    isTextUnderWay,
    materialsLeft: left.length,
    damaged: inState('damaged').length,
    answerDrafts: new Map(
      answerDraft === undefined ? [] : [[row.caseId, answerDraft]],
    ),
  });
  const noticeBy = state.noticeBy ?? content.noticeBy;
  return {
    ...summary,
    state,
    catalogueVersion: content.submit.catalogueVersion,
    ...(content.submit.bundle &&
      content.submit.bundleId !== undefined && {
        bundleId: content.submit.bundleId,
      }),
    acts: actsOf(found),
    unsentKinds: found.operations
      .filter(
        ({ id, state: now }) => now === 'pending' && id !== content.operationId,
      )
      .map(kindOf),
    events,
    answers: presentAnswers(content),
    intakeOn: intakeDay(content.submit.madeAt),
    papers: viewPapers(presentPapers(content), materials),
    materials: {
      total: materials.size,
      left: left.length,
      leftBytes: left.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    arrivedAt: arrivedAt(found) ?? (await releasedArrival(context, found)),
    noticeBy,
    deadlines: await deadlinesOf(context, found),
    receipt: viewReceipt(content),
    ...viewSignatures(content, materials),
    printed: content.printed ?? {},
    trouble: await troubleOf(context, found),
  };
}

/** Counted when somebody looks: a new calendar moves them all. */
async function deadlinesOf(
  { files }: Pick<DeviceContext, 'files'>,
  { events, content: { promisedDays } }: OpenCase,
): Promise<CaseView['deadlines']> {
  const published = await files.current();
  return published === undefined
    ? null
    : caseDeadlines(
        events,
        { promisedDays, legalDays: null },
        published.calendar,
      );
}

async function readMaterials(
  { store }: OpenContext,
  content: CaseContent,
): Promise<Map<string, MaterialRow>> {
  const cited = caseMaterials(content).map(({ sha256 }) => sha256);
  const rows = await read(store, (db) => db.materials.bulkGet(cited));
  return new Map(
    rows.flatMap((row) => (row === undefined ? [] : [[row.sha256, row]])),
  );
}

function viewPapers(
  papers: readonly Paper[],
  materials: ReadonlyMap<string, MaterialRow>,
): CaseView['papers'] {
  return papers.map((paper) => {
    if (paper.how === 'generated') return paper;
    const view = viewPaper(paper, materials);
    if (view.how !== 'photo' || view.takenFrom === undefined) return view;
    // Its row may have left with the earlier case: the county has it for good.
    const pages = view.pages.map((page) =>
      materials.has(page.sha256)
        ? page
        : { ...page, state: 'released' as const },
    );
    return { ...view, pages };
  });
}

/** Under the application as it stands: of the correction, where one was signed. */
function viewSignatures(
  { submit, later }: CaseContent,
  materials: ReadonlyMap<string, MaterialRow>,
): Pick<CaseView, 'signature' | 'witness'> {
  const signed = later.flatMap(({ operation }) =>
    operation.kind === 'answerCorrection' && operation.signatures.length > 0
      ? [operation.signatures]
      : [],
  );
  const [last = []] = [submit.signatures, ...signed].slice(-1);
  const own = last.find(({ by }) => by === 'applicant');
  const witness = last.find(({ by }) => by === 'witness');
  return {
    signature: own === undefined ? null : viewPage(own.image, materials),
    witness:
      witness === undefined
        ? null
        : { name: witness.name, signature: viewPage(witness.image, materials) },
  };
}

/** What a clerk may do to it now. */
function actsOf(found: OpenCase): CaseOperationKind[] {
  return OPERATION_KINDS.filter(
    (kind): kind is CaseOperationKind =>
      kind !== 'journal' && mayAct(found, kind),
  );
}

function arrivedAt({ operations, content }: OpenCase): string | null {
  const submit = operations.find(({ id }) => id === content.operationId);
  return submit?.state === 'settled' && submit.result !== 'refused'
    ? submit.settledAt
    : null;
}

/** Of a submit whose envelope has left the device. */
async function releasedArrival(
  { store }: OpenContext,
  { row, content }: OpenCase,
): Promise<string | null> {
  const released = await read(store, (db) =>
    db.chain
      .where({ 'released.caseId': row.caseId })
      .filter(({ id }) => id === content.operationId)
      .first(),
  );
  return released?.released?.settledAt ?? null;
}

async function troubleOf(
  { unlocked }: OpenContext,
  { operations, events, isUnreadable, content }: OpenCase,
): Promise<CaseView['trouble']> {
  const [last] = operations
    .filter(
      (row) =>
        row.state === 'attention' ||
        (row.result === 'held' && !hasTakenEffect(row, events)),
    )
    .slice(-1);
  if (last?.code !== undefined && last.code !== null)
    return {
      operationId: last.id,
      result: last.result === 'held' ? 'held' : 'refused',
      code: last.code,
      paths: last.paths,
      reason: await openReason(unlocked.vault, last),
      isTwice:
        last.id === content.operationId &&
        last.code === 'notAllowedNow' &&
        content.submit.replaces !== null,
    };
  return isUnreadable
    ? {
        operationId: null,
        result: 'held',
        code: 'unprocessable',
        paths: [],
        reason: null,
        isTwice: false,
      }
    : null;
}

export function viewReceipt(content: CaseContent): ReceiptView {
  const { submit } = content;
  return {
    number: submit.number,
    queryCode: submit.queryCode,
    qr: content.qr,
    matterName: content.matterName,
    applicantMasked: maskName(content.applicantName),
    idLast4: content.idLast4,
    takenInAt: submit.madeAt.wallTime,
    stationName: content.stationName,
    clerkName: content.clerkName,
    phone: content.phone,
    noticeBy: content.noticeBy,
    promisedDays: content.promisedDays,
    papers: submit.papers.map((paper) => ({
      paperId: paper.paperId,
      name: content.paperNames[paper.paperId] ?? paper.paperId,
      how: paper.how,
      pages: paper.how === 'photo' ? paper.pages.length : 0,
      isOriginalSeen: originalSeen(paper) !== undefined,
      dueOn: paper.how === 'deficiency' ? paper.dueOn : null,
    })),
  };
}
