// Submitting: the draft becomes a case. Read the place in the chain and the next
// number, sign, seal and encrypt, then one strict transaction that checks that
// both are unmoved and writes everything together; moved: all over again.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { deadline } from '../../domain/calendar/deadline.ts';
import type { SubmitOperation } from '../../domain/cases/operation.ts';
import type { Signature } from '../../domain/cases/papers.ts';
import { makeReceiptNumber } from '../../domain/cases/receipt-number.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import {
  applicantIdLast4,
  applicantName,
} from '../../domain/rules/applicant.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { ReceiptClaims } from '../../protocol/receipts.ts';
import { sha256Hex } from '../bytes.ts';
import type { Published } from '../catalogue/county-files.ts';
import { getCounty, lastSerial, putSerial } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import { getDeviceId, moment, type OpenContext } from '../device-context.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { done, failed } from '../outcome.ts';
import {
  APPEND_STORES,
  appendOperation,
  materialsOf,
  readPlace,
} from '../outbox/append-operation.ts';
import { chooseIntakeKey, sealOperation } from '../outbox/seal-operation.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { getTicket } from '../vault/enrolled.ts';
import { casePlace, type CaseContent } from './case-content.ts';
import { checkSubmit, papersOf } from './check-submit.ts';
import { makeQueryCode, makeReceiptText } from './receipt.ts';
import { leaveDraft } from './leave-draft.ts';

export type Submitted = { caseId: string; number: string; savedAt: string };

/** Submits the draft; resolves when the case is on the disk. */
export async function submitCase(
  context: OpenContext,
  {
    draft,
    matter,
    published,
  }: {
    draft: OpenDraft;
    matter: Matter;
    published: Published;
  },
): Promise<Outcome<Submitted>> {
  for (;;) {
    const at = await moment(context);
    const today = chinaDate(at.wallTime);
    const problem = checkSubmit(draft.content, matter, {
      today,
      demo: published.demo,
    });
    if (problem !== null) return failed(problem);
    const submitted = await tryOnce(context, {
      draft,
      matter,
      published,
      at,
      today,
    });
    if (submitted !== 'moved') return submitted;
  }
}

type Try = {
  draft: OpenDraft;
  matter: Matter;
  published: Published;
  at: SubmitOperation['madeAt'];
  today: string;
};

async function tryOnce(
  context: OpenContext,
  given: Try,
): Promise<Outcome<Submitted> | 'moved'> {
  const { store, ports, unlocked, files } = context;
  const { draft, matter, published, at, today } = given;
  const ticket = await getTicket(store);
  const county = await files.keySet();
  const deviceId = await getDeviceId(store);
  const start = await read(store, async (db) => ({
    place: await readPlace(db, null),
    serial: (await lastSerial(db, today)) + 1,
    sealKid: (await getCounty(db)).sealKid,
  }));
  const intake =
    county && chooseIntakeKey(county.keySet, [start.sealKid, ticket.intakeKid]);
  if (intake === undefined) return failed('catalogueMissing');

  const caseId = ports.newId();
  const operationId = ports.newId();
  const operation = makeSubmit(context, given, {
    number: makeReceiptNumber({
      region: ticket.station.code,
      date: today,
      deviceNumber: ticket.deviceNumber,
      serial: start.serial,
    }),
    stationCode: ticket.station.code,
  });
  const { seq, prev } = start.place;
  const { envelope, payload } = await sealOperation(operation, {
    routing: {
      id: operationId,
      deviceId,
      seq,
      prev,
      caseId,
      casePrev: null,
      seen: 0,
    },
    author: unlocked.author,
    intake,
  });
  const claims: ReceiptClaims = {
    number: operation.number,
    operationId,
    matterCode: matter.code,
    intake: { from: at.lastHeardAt, device: at.wallTime },
    payloadSha256: await sha256Hex(payload),
    deviceId,
    seq,
    head: prev,
  };
  const content: CaseContent = {
    operationId,
    submit: operation,
    matterName: matter.name,
    matterShort: matter.short,
    promisedDays: matter.promisedDays,
    applicantName: applicantName(matter, operation.answers),
    idLast4: applicantIdLast4(matter, operation.answers),
    clerkName: unlocked.clerk.name,
    stationName: ticket.station.name,
    phone: ticket.station.phone,
    noticeBy: noticeBy(today, published),
    paperNames: Object.fromEntries(
      matter.materials.map(({ id, name }) => [id, name]),
    ),
    qr: await makeReceiptText(claims, {
      author: unlocked.author,
      origin: ports.origin,
    }),
    later: [],
  };
  const sealed = await sealRow(unlocked.vault, casePlace(caseId), content);

  const { db } = store;
  const cited = materialsOf(operation);
  const isStored = await write(
    store,
    [...APPEND_STORES, 'cases', 'drafts'],
    async () => {
      const serial = (await lastSerial(db, today)) + 1;
      if (serial !== start.serial) return false;
      const row = await db.drafts.get(draft.row.draftId);
      if (row === undefined || row.revision !== draft.row.revision)
        return 'draftMoved' as const;
      if (
        !(await appendOperation(db, { envelope, madeAt: at.wallTime, cited }))
      )
        return false;
      await putSerial(db, today, serial);
      await db.cases.add({
        caseId,
        revision: 1,
        takenInAt: at.wallTime,
        lastEvent: 0,
        sealed,
      });
      await leaveDraft(db, draft.row.draftId, at.wallTime);
      return true;
    },
  );
  if (isStored === 'draftMoved') return failed('draftNotFound');
  return isStored
    ? done({ caseId, number: operation.number, savedAt: at.wallTime })
    : 'moved';
}

function makeSubmit(
  { ports }: OpenContext,
  { draft: { content }, matter, published, at }: Try,
  given: { number: string; stationCode: string },
): SubmitOperation {
  const answers = normaliseAnswers(matter, content.answers);
  return {
    kind: 'submit',
    number: given.number,
    queryCode: makeQueryCode(ports.randomBytes),
    stationCode: given.stationCode,
    matterCode: matter.code,
    matterRevision: matter.revision,
    catalogueVersion: published.version,
    origin: 'station',
    servingWays: ['counter'],
    answers,
    papers: papersOf(content, matter),
    signatures: signaturesOf(content, applicantName(matter, answers)),
    consents: content.consents,
    madeAt: at,
    replaces: null,
  };
}

/** The applicant's, under `name`; none while the pad is empty. */
export function signaturesOf(
  { signature }: OpenDraft['content'],
  name: string,
): Signature[] {
  if (signature === null) return [];
  const { image, signedAt } = signature;
  return [{ by: 'applicant', name, image, signedAt }];
}

/** Five working days from the village's intake, by the device's calendar. */
function noticeBy(
  today: string,
  { calendar }: Published,
): CaseContent['noticeBy'] {
  const due = deadline({ kind: 'notice', intakeOn: today }, calendar);
  return { date: due.date, provisional: due.provisional };
}
