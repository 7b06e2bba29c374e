import type { Answers } from '../../domain/cases/answers.ts';
import type { Finding } from '../../domain/cases/finding.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { applicantIdNo } from '../../domain/rules/applicant.ts';
import { findSameInMatter } from '../database/queries/case-secrets.ts';
import { lockSubject } from '../database/queries/attempts.ts';
import { indexMacs } from '../keys/secret-index.ts';
import { makeMac } from '../keys/mac.ts';
import { secretTerm } from './case-secrets.ts';
import type { Application } from './judgement.ts';

/**
 * The finding that the same person has an open case about the same matter,
 * perhaps from another village; its path is that case's number. Both are taken
 * in: whether they are one is a person's to say.
 */
export async function findDuplicate(
  { context, work }: Pick<Application, 'context' | 'work'>,
  matter: Matter,
  { caseId, answers }: { caseId: string; answers: Answers },
): Promise<Finding[]> {
  const idNo = applicantIdNo(matter, answers);
  if (idNo === null) return [];
  const { county } = context.config;
  const { keys } = context;
  const term = secretTerm(idNo.value);
  // Two villages at this very moment: the second sees what the first did.
  const subject = `${matter.code} ${makeMac(keys, 'secret', [term])}`;
  await lockSubject(work.tx, { county, subject });
  const number = await findSameInMatter(work.tx, {
    county,
    caseId,
    matterCode: matter.code,
    path: idNo.path,
    macs: indexMacs(keys, term),
  });
  return number === undefined ? [] : [{ code: 'duplicate', path: number }];
}
