// Identity and account numbers stand in case_secrets and nowhere else. What is
// stored beside them is masked; whoever may see the whole answers opens them.
import type { Answers } from '../../domain/cases/answers.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { maskToLastFour } from '../../domain/rules/mask.ts';
import { stripSeparators } from '../../domain/rules/normal-form.ts';
import { findSecretAnswers } from '../../domain/rules/secret-answers.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import {
  readSecrets,
  type SecretRow,
} from '../database/queries/case-secrets.ts';
import { openByRing, sealByRing } from '../keys/ring-box.ts';
import { indexMac } from '../keys/secret-index.ts';
import { setAnswer } from '../../domain/cases/set-answer.ts';

export type Keys = Pick<PlatformContext, 'keys' | 'config'>;

/** Parts a case's answers into what may rest in plain and what may not. */
export function splitSecrets(
  { keys, config }: Keys,
  p: { caseId: string; form: { fields: readonly Field[] }; answers: Answers },
): { answers: Answers; secrets: SecretRow[] } {
  const answers = structuredClone(p.answers);
  const secrets = findSecretAnswers(p.form, p.answers).map(
    ({ path, value }): SecretRow => {
      setAnswer(answers, path, maskToLastFour(value));
      return {
        path,
        sealed: sealByRing(
          keys.secrets.column,
          secretPlace(config.county, p.caseId, path),
          Buffer.from(value),
        ),
        mac: indexMac(keys, secretTerm(value)),
        last4: value.length > 4 ? value.slice(-4) : '',
      };
    },
  );
  return { answers, secrets };
}

/** What is looked for: the same number gives the same, however it is spaced. */
export function secretTerm(value: string): string {
  return stripSeparators(value).toUpperCase();
}

/** The answers of a case as they were given. */
export async function openAnswers(
  sql: Database,
  { keys, config }: Keys,
  { caseId, answers }: Pick<CaseRow, 'caseId' | 'answers'>,
): Promise<Answers> {
  const whole = structuredClone(answers);
  const numbers = await openNumbers(sql, { keys, config }, caseId);
  for (const { path, value } of numbers) setAnswer(whole, path, value);
  return whole;
}

/** What of a case's answers stands sealed, by its path in them. */
export async function openNumbers(
  sql: Database,
  { keys, config }: Keys,
  caseId: string,
): Promise<{ path: string; value: string }[]> {
  const { county } = config;
  const rows = await readSecrets(sql, { county, caseId });
  return rows.map(({ path, sealed }) => {
    const place = secretPlace(county, caseId, path);
    const bytes = openByRing(keys.secrets.column, place, sealed);
    return { path, value: Buffer.from(bytes).toString('utf8') };
  });
}

/** Number of an e-certificate; openCertificate is the only way back. */
export function sealCertificate(
  { keys, config }: Keys,
  caseId: string,
  { paperId, certificate }: { paperId: string; certificate: string },
): string {
  return sealByRing(
    keys.secrets.column,
    certificatePlace(config.county, caseId, paperId),
    Buffer.from(certificate),
  );
}

/** @throws when no key here opens it. */
export function openCertificate(
  { keys, config }: Keys,
  caseId: string,
  { paperId, certificate }: { paperId: string; certificate: string },
): string {
  const place = certificatePlace(config.county, caseId, paperId);
  const bytes = openByRing(keys.secrets.column, place, certificate);
  return Buffer.from(bytes).toString('utf8');
}

/** The database gives a UUID back in small letters, however a device wrote it. */
export function secretPlace(
  county: string,
  caseId: string,
  path: string,
): string {
  return `${county}/${caseId.toLowerCase()}/${path}`;
}

/** Bound to its case and paper: put elsewhere it opens nothing. */
export function certificatePlace(
  county: string,
  caseId: string,
  paperId: string,
): string {
  return secretPlace(county, caseId, `papers.${paperId}`);
}
