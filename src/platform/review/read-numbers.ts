import { standingPapers } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { CaseNumbers } from '../../protocol/review.ts';
import { noteOpening } from '../audit/note-opening.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { openCertificate, openNumbers } from '../intake/case-secrets.ts';
import type { SignedIn } from '../people/permissions.ts';
import { isFresh } from '../people/sign-in.ts';
import { mayRead } from './may-open.ts';

/**
 * The identity and account numbers of a case whole, and those of its e-certificates:
 * only to whoever has just shown that it is he, each time a line of the audit log of
 * its own.
 */
export async function readNumbers(
  context: PlatformContext,
  principal: SignedIn,
  caseId: string,
): Promise<
  Outcome<CaseNumbers, 'notFound' | 'forbidden' | 'freshLoginNeeded'>
> {
  const { sql, config } = context;
  const key = { county: config.county, caseId };
  const known = await findCase(sql, key);
  if (known === undefined) return { ok: false, code: 'notFound' };
  if (!mayRead(context, principal, known))
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  const { accountId } = principal;
  await noteOpening(context, { accountId, caseId, opened: 'numbers' });
  return await sql.begin(
    'isolation level repeatable read read only',
    async (tx) => {
      const found = await findCase(tx, key);
      if (found === undefined) throw new Error('cases are never removed');
      const value: CaseNumbers = {
        version: found.version,
        answers: await openNumbers(tx, context, caseId),
        certificates: standingPapers(found.papers).flatMap((paper) =>
          paper.how === 'eCert'
            ? {
                paperId: paper.paperId,
                value: openCertificate(context, caseId, paper),
              }
            : [],
        ),
      };
      return { ok: true, value } as const;
    },
  );
}
