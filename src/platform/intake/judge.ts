// Whether an operation may take effect: what it is, where it stands in its
// device's chain and in its case, and what the table says; then its kind applies it.
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import { NO_CASE } from '../../domain/cases/fold-case.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import { wasOfStation } from '../database/queries/case-moves.ts';
import { lockCase, type CaseRow } from '../database/queries/cases.ts';
import {
  findPredecessor,
  hasRival,
  readChainAround,
  type Predecessor,
} from '../database/queries/operations.ts';
import { together } from '../database/together.ts';
import { applyFollowUp } from './apply-follow-up.ts';
import { applySubmit } from './apply-submit.ts';
import {
  APPLIED,
  hold,
  invalid,
  type Batch,
  type Judgement,
} from './judgement.ts';
import { isFork } from './notice-fork.ts';
import type { OpenedOperation, Unopened } from './open-operation.ts';

/** Judges it and applies it if it may be. Throws only on a fault. */
export async function judge(
  batch: Batch,
  envelope: Envelope,
  opened: OpenedOperation | Unopened,
): Promise<Judgement> {
  if (!opened.ok)
    return opened.result === 'held'
      ? { result: 'held', code: opened.code }
      : { result: 'refused', code: opened.code };
  return await judgeOpened(batch, envelope, opened);
}

/** Made, by its own word, when the clerk's key had ended already. */
function isAfterHisTime(
  { validUntil }: OpenedOperation['author'],
  operation: OpenedOperation['operation'],
): boolean {
  const heardAt = operation?.madeAt.lastHeardAt ?? null;
  return (
    validUntil !== null &&
    heardAt !== null &&
    Date.parse(heardAt) > Date.parse(validUntil)
  );
}

/** Its key was taken out of use, by the county or before this was made. */
function hasLeft(
  { removedAt, lastSeq }: OpenedOperation['author'],
  { seq }: Envelope,
): boolean {
  return removedAt !== null && (lastSeq === null || seq > lastSeq);
}

async function judgeOpened(
  batch: Batch,
  envelope: Envelope,
  { author, operation, paths }: OpenedOperation,
): Promise<Judgement> {
  const { device, waived } = batch;
  const { caseId } = envelope;
  const mayAct =
    device.state === 'active' &&
    author.suspendedAt === null &&
    !hasLeft(author, envelope) &&
    !isAfterHisTime(author, operation);
  if (!mayAct && !waived.has('revoked')) return hold('revoked');
  const { around, predecessor, isRivalled, caseRow } = await readPlace(
    batch,
    envelope,
  );
  if (!waived.has('forked') && isFork(envelope, around)) return hold('forked');
  const before = judgePredecessor(envelope, predecessor);
  if (before !== undefined) return before;

  if (operation === undefined) return invalid(...paths);
  // Acts without a case: the envelope is the record.
  if (operation.kind === 'journal')
    return caseId === null ? APPLIED : invalid('caseId');
  if (caseId === null) return invalid('caseId');
  if (!waived.has('notAllowedNow') && isRivalled) return hold('notAllowedNow');
  if (caseRow !== undefined && !(await isOwn(batch, caseRow)))
    return hold('notAllowedNow');
  const isOfTable = isAllowedNow(caseRow?.state ?? NO_CASE, operation.kind);
  const given = { ...batch, author, envelope };
  // A case is made once, whoever decides; the rest a person may let happen.
  if (operation.kind === 'submit')
    return isOfTable
      ? await applySubmit({ ...given, operation })
      : hold('notAllowedNow');
  if (caseRow === undefined) return hold('notAllowedNow');
  // Handed over in time or not, it comes when its case has been ended for want of it.
  const isAfterLapse =
    operation.kind === 'answerCorrection' &&
    (caseRow.state.lapsed ?? null) !== null;
  if (isAfterLapse && !waived.has('lateAnswer')) return hold('lateAnswer');
  if (!isOfTable && !isAfterLapse && !waived.has('notAllowedNow'))
    return hold('notAllowedNow');
  return await applyFollowUp({ ...given, operation }, caseRow);
}

type Place = {
  /** In its device's chain: what stands there, before it and behind it. */
  around: Awaited<ReturnType<typeof readChainAround>>;
  /** null: it names none. */
  predecessor: Predecessor | undefined | null;
  isRivalled: boolean;
  caseRow: CaseRow | undefined;
};

/** Where it stands. The case is locked. */
async function readPlace(
  { context, work, device }: Batch,
  { id: operationId, seq, caseId, casePrev, sha256 }: Envelope,
): Promise<Place> {
  const { tx } = work;
  const { county } = context.config;
  const { deviceId } = device;
  const isOfCase = caseId !== null;
  const [around, predecessor, isRivalled, caseRow] = await together([
    readChainAround(tx, { county, deviceId, seq }),
    casePrev === null
      ? null
      : findPredecessor(tx, { county, operationId: casePrev, deviceId }),
    isOfCase &&
      hasRival(tx, { county, operationId, deviceId, caseId, casePrev, sha256 }),
    isOfCase ? lockCase(tx, { county, caseId }) : undefined,
  ]);
  return { around, predecessor, isRivalled, caseRow };
}

/**
 * A station acts on its own cases only. On one that was moved away meanwhile a
 * person may let happen what it had still to send.
 */
async function isOwn(
  { context, work, device, waived }: Batch,
  { caseId, stationCode }: CaseRow,
): Promise<boolean> {
  if (stationCode === device.stationCode) return true;
  return (
    waived.has('notAllowedNow') &&
    (await wasOfStation(work.tx, {
      county: context.config.county,
      caseId,
      stationCode: device.stationCode,
    }))
  );
}

/** undefined: nothing before it stands in its way. */
function judgePredecessor(
  { caseId }: Envelope,
  before: Place['predecessor'],
): Judgement | undefined {
  if (before === null) return undefined;
  // Whoever may only deliver can put another case's words around a seal.
  if (before === undefined || (!before.isProven && before.caseId !== caseId))
    return { result: 'later', code: 'predecessorMissing' };
  if (before.caseId !== caseId) return invalid('casePrev');
  if (before.result === 'held') return hold('predecessorHeld');
  // It goes to the tray with the one before, for the same reason.
  if (before.result === 'refused')
    return { result: 'refused', code: before.code };
  return undefined;
}
