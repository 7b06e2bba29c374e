// Submitting: the draft becomes a case, or mends the refused submit of one that
// is here: then number, query code, intake and printed receipt stay what they are.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { noticeDue } from '../../domain/calendar/deadline.ts';
import { intakeDay } from '../../domain/cases/intake-day.ts';
import type { Moment, SubmitOperation } from '../../domain/cases/operation.ts';
import { makeReceiptNumber } from '../../domain/cases/receipt-number.ts';
import type { WalkIn } from '../../domain/cases/walk-in.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import {
  applicantIdLast4,
  applicantName,
} from '../../domain/rules/applicant.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { ReceiptClaims } from '../../protocol/receipts.ts';
import { sha256Hex } from '../bytes.ts';
import type { Published } from '../catalogue/county-files.ts';
import { getCounty, lastSerial } from '../database/meta.ts';
import { read } from '../database/write.ts';
import { moment, type OpenContext } from '../device-context.ts';
import { signaturesOf, type DraftContent } from '../drafts/draft-content.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { notedInBundle } from './noted-in-bundle.ts';
import { walkInOf } from '../line/line.ts';
import { failed } from '../outcome.ts';
import type { SealedOperation } from '../outbox/seal-operation.ts';
import { getTicket } from '../vault/enrolled.ts';
import type { CaseContent } from './case-content.ts';
import { checkSubmit, type CheckedDraft } from './check-submit.ts';
import { findCase } from './find-case.ts';
import { servingWays } from './serving-ways.ts';
import { makeQueryCode, makeReceiptText } from './receipt.ts';
import {
  storeOperation,
  type DraftWith,
  type Submitted,
} from './store-operation.ts';

type Given = {
  draft: OpenDraft;
  matter: Matter;
  published: Published;
  /** Of a bundle's component: what is its own of the draft, and what stays of that. */
  part?: { content: DraftContent; name: string; left: DraftWith };
};

/** Submits the draft; resolves when the case is on the disk. */
export async function submitCase(
  context: OpenContext,
  given: Given,
): Promise<Outcome<Submitted>> {
  const { repairs } = given.draft.content.purpose;
  for (;;) {
    const submitted =
      repairs === undefined
        ? await beginCase(context, given, await moment(context))
        : await mendCase(context, given, repairs);
    if (submitted !== 'moved') return submitted;
  }
}

/** By the rules as they are on the day of intake, also of a case that is mended. */
function checkDraft(
  { draft, matter, published, part }: Given,
  madeAt: Moment,
): ReturnType<typeof checkSubmit> {
  const { demo, calendar } = published;
  return checkSubmit(part?.content ?? draft.content, matter, {
    today: intakeDay(madeAt),
    demo,
    calendar,
  });
}

async function beginCase(
  context: OpenContext,
  given: Given,
  at: Moment,
): Promise<Outcome<Submitted> | 'moved'> {
  const checked = checkDraft(given, at);
  if (!checked.ok) return checked;
  const { store, ports } = context;
  const ticket = await getTicket(store);
  const today = chinaDate(at.wallTime);
  const serial = 1 + (await read(store, (db) => lastSerial(db, today)));
  const content = given.part?.content ?? given.draft.content;
  const { ticket: came } = content;
  const walkIn = await walkInOf(context, came, at);
  const operationId = ports.newId();
  const { batch } = given.draft.content;
  const operation = makeSubmit(given, checked.value, {
    isOfBatch: batch !== undefined,
    isAtHome: content.homeVisitOn !== undefined,
    number: makeReceiptNumber({
      region: ticket.station.code,
      date: today,
      deviceNumber: ticket.deviceNumber,
      serial,
    }),
    queryCode: makeQueryCode(ports.randomBytes),
    stationCode: ticket.station.code,
    madeAt: at,
    replaces: null,
    clerkName: context.unlocked.clerk.name,
    ...visitIn({ visitId: content.visitId, walkIn }),
    ...bundleIn(content.bundle),
  });
  const caseId = ports.newId();
  return storeOperation(context, {
    operationId,
    operation,
    caseId,
    before: null,
    contentWith: async (sealed) => ({
      operationId,
      submit: operation,
      ...ofMatter(given.matter, operation),
      clerkName: context.unlocked.clerk.name,
      stationName: ticket.station.name,
      phone: ticket.station.phone,
      noticeBy: noticeBy(today, given.published),
      qr: await receiptOf(context, operation, sealed),
      ...(came && { ticket: came }),
      later: [],
      ...(batch !== undefined && { batchId: batch.id }),
    }),
    draft: given.draft,
    ...(given.part
      ? { draftLeft: given.part.left(caseId) }
      : { bundle: await notedInBundle(context, content, caseId) }),
    replaces: null,
    serial: { day: today, serial },
    ticket: came,
  });
}

async function mendCase(
  context: OpenContext,
  given: Given,
  repairs: { operationId: string; caseId: string },
): Promise<Outcome<Submitted> | 'moved'> {
  const found = await findCase(context, repairs.caseId);
  if (found === undefined) return failed('caseNotFound');
  const { submit } = found.content;
  const checked = checkDraft(given, submit.madeAt);
  if (!checked.ok) return checked;
  const operationId = context.ports.newId();
  const operation = makeSubmit(given, checked.value, {
    number: submit.number,
    queryCode: submit.queryCode,
    stationCode: submit.stationCode,
    // Of the first intake: it is what the law counts from.
    madeAt: submit.madeAt,
    replaces: firstSubmitId(found.content),
    clerkName: found.content.clerkName,
    isOfBatch: found.content.batchId !== undefined,
    // Where it was taken in, wherever it is mended.
    isAtHome: submit.servingWays.includes('homeVisit'),
    ...visitIn(submit),
    ...(submit.bundle &&
      submit.bundleId !== undefined &&
      bundleIn({ ...submit.bundle, id: submit.bundleId })),
  });
  return storeOperation(context, {
    operationId,
    operation,
    caseId: repairs.caseId,
    before: found,
    contentWith: () =>
      Promise.resolve({
        ...found.content,
        ...ofMatter(given.matter, operation),
        operationId,
        submit: operation,
      }),
    draft: given.draft,
    replaces: repairs.operationId,
  });
}

/**
 * The operation that the printed receipt names: the county knows the case by it
 * however often it was mended.
 */
export function firstSubmitId({ submit, operationId }: CaseContent): string {
  return submit.replaces ?? operationId;
}

function makeSubmit(
  { draft, matter, published, part }: Given,
  { answers, papers }: CheckedDraft,
  {
    clerkName,
    isOfBatch,
    isAtHome,
    ...given
  }: { clerkName: string; isOfBatch: boolean; isAtHome: boolean } & Pick<
    SubmitOperation,
    | 'number'
    | 'queryCode'
    | 'stationCode'
    | 'madeAt'
    | 'replaces'
    | 'visitId'
    | 'walkIn'
    | 'bundleId'
    | 'bundle'
  >,
): SubmitOperation {
  const content = part?.content ?? draft.content;
  return {
    kind: 'submit',
    ...given,
    matterCode: matter.code,
    matterRevision: matter.revision,
    catalogueVersion: published.version,
    origin: 'station',
    servingWays: servingWays(
      { content, matter, published },
      { ...given, answers, clerkName, isOfBatch, isAtHome },
    ),
    answers,
    papers,
    signatures: signaturesOf(
      content,
      part?.name ?? applicantName(matter, answers),
    ),
    consents: content.consents,
  };
}

/** Without the keys where there are none: so were the operations of before. */
const visitIn = ({
  visitId,
  walkIn,
}: {
  visitId?: string | undefined;
  walkIn?: WalkIn | undefined;
}) => ({
  ...(visitId !== undefined && { visitId }),
  ...(walkIn !== undefined && { walkIn }),
});

const bundleIn = (bundle: DraftContent['bundle']) =>
  bundle === undefined
    ? {}
    : {
        bundleId: bundle.id,
        bundle: { code: bundle.code, parts: bundle.parts },
      };

/** What the case's row says of its matter and of the applicant. */
function ofMatter(
  matter: Matter,
  { answers }: SubmitOperation,
): Pick<
  CaseContent,
  | 'matterName'
  | 'matterShort'
  | 'promisedDays'
  | 'applicantName'
  | 'idLast4'
  | 'paperNames'
> {
  return {
    matterName: matter.name,
    matterShort: matter.short,
    promisedDays: matter.promisedDays,
    applicantName: applicantName(matter, answers),
    idLast4: applicantIdLast4(matter, answers),
    paperNames: Object.fromEntries(
      matter.materials.map(({ id, name }) => [id, name]),
    ),
  };
}

async function receiptOf(
  { store, ports, unlocked }: OpenContext,
  operation: SubmitOperation,
  { envelope, payload }: SealedOperation,
): Promise<string> {
  const { madeAt } = operation;
  const claims: ReceiptClaims = {
    number: operation.number,
    operationId: envelope.id,
    matterCode: operation.matterCode,
    intake: { from: madeAt.lastHeardAt, device: madeAt.wallTime },
    payloadSha256: await sha256Hex(payload),
    deviceId: envelope.deviceId,
    seq: envelope.seq,
    head: envelope.prev,
  };
  const { residentOrigin } = await read(store, getCounty);
  return makeReceiptText(claims, {
    author: unlocked.author,
    origin: residentOrigin ?? ports.origin,
  });
}

/** Five working days from the village's intake, by the device's calendar. */
function noticeBy(
  today: string,
  { calendar }: Published,
): CaseContent['noticeBy'] {
  return noticeDue(today, calendar);
}
