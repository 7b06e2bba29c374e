// A queue in the database, so that any process goes on with it after a restart. The
// register is asked outside of any transaction: it may be slow, or away for days.
import { findMaterial, getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import { isEventAllowed } from '../../domain/cases/allowed-event.ts';
import { platformName } from '../../text/common.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import {
  endCheck,
  saveFound,
  takeDueChecks,
  type CertificateFound,
  type DueCheck,
} from '../database/queries/certificate-checks.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { openAnswers, openCertificate } from '../intake/case-secrets.ts';
import { askRegister, type Question } from './ask-register.ts';
import { certificateMac, queueCertificates } from './queue-certificates.ts';

/** Of one turn; the next one comes in a minute. */
const AT_ONCE = 20;
/** After half an hour of vain tries the case says so; the asking goes on. */
const TRIES_BEFORE_TOLD = 5;

/**
 * Asks the county's register for some of what is due, and records what it says on each
 * case. Whether it answers late or not at all is tried on one of them a turn. Gives how
 * many were asked for; without a register none.
 */
export async function verifyCertificates(
  context: PlatformContext,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const { sql, config, clock } = context;
  const { county, certificates } = config;
  if (certificates === undefined) return 0;
  await queueCertificates(context);
  let count = 0;
  while (count < AT_ONCE && !stop.aborted) {
    // One by one: what is taken and not asked for would only wait the longer.
    const wish = { county, now: clock(), limit: 1 };
    const [check] = await takeDueChecks(sql, wish);
    if (check === undefined) break;
    count += 1;
    if ((await verifyOne(context, check, stop)) === 'silent') break;
  }
  return count;
}

async function verifyOne(
  context: PlatformContext,
  check: DueCheck,
  stop: AbortSignal,
): Promise<'silent' | undefined> {
  const { sql, config, clock, log } = context;
  const { county, certificates } = config;
  const { caseId, paperId } = check;
  const question = await makeQuestion(context, check);
  if (question === undefined || certificates === undefined) {
    await endCheck(sql, { county, caseId, paperId });
    return undefined;
  }
  const answer = await askRegister(certificates, question, {
    keyId: county,
    now: clock(),
    stop,
  });
  if (stop.aborted) return 'silent';
  const found = answer === 'silent' ? 'unavailable' : answer;
  const said = answer === 'silent' ? answer : undefined;
  if (found === 'unavailable') {
    log.warn({ caseId, attempts: check.attempts }, 'certificate register');
    if (check.attempts < TRIES_BEFORE_TOLD) return said;
  }
  await record(context, check, found);
  return said;
}

/** undefined: it is not among the case's papers any more. */
async function makeQuestion(
  context: PlatformContext,
  { caseId, paperId, mac }: DueCheck,
): Promise<Question | undefined> {
  const { sql, config, keys } = context;
  const row = await findCase(sql, { county: config.county, caseId });
  const paper = row?.papers.find(
    (each) => each.how === 'eCert' && each.paperId === paperId,
  );
  if (row === undefined || paper?.how !== 'eCert') return undefined;
  const number = openCertificate(context, caseId, paper);
  if (certificateMac(keys, number) !== mac) return undefined;
  const { catalogue } = await getCatalogue(context, row.catalogueVersion);
  const matter = getMatter(catalogue, row.matterCode);
  const material = findMaterial(matter, paperId);
  if (material === undefined) return undefined;
  const answers = await openAnswers(sql, context, row);
  return {
    kind: material.eCert.name ?? material.name,
    number,
    holderNumber: holderNumber(matter, material, answers),
  };
}

/** The catalogue says whose the paper is, and in which field his number stands. */
function holderNumber(
  { fields }: Pick<Matter, 'fields'>,
  { subject }: Pick<Material, 'subject'>,
  answers: Answers,
): string | null {
  const field = fields.find(({ prefill }) => prefill === `${subject}.idNo`);
  const answer = field === undefined ? undefined : answers[field.id];
  return typeof answer === 'string' && answer !== '' ? answer : null;
}

/** One transaction: said once, and of the number that was asked for. */
async function record(
  { sql, config, clock }: PlatformContext,
  { caseId, paperId, mac }: DueCheck,
  found: CertificateFound,
): Promise<void> {
  const { county } = config;
  await transact(sql, async (work) => {
    const row = await lockCase(work.tx, { county, caseId });
    if (row === undefined) return;
    const key = { county, caseId, paperId };
    if (!isEventAllowed(row.state.status, 'certificateChecked'))
      return await endCheck(work.tx, key);
    if (!(await saveFound(work.tx, { ...key, mac, found }))) return;
    await recordEvent(work, {
      county,
      caseId,
      by: { kind: 'platform', id: 'platform', name: platformName },
      at: clock().toISOString(),
      body: { kind: 'certificateChecked', paperId, found, note: '' },
    });
  });
}
