import type { Outcome } from '../../protocol/error-code.ts';
import type { CaseVersion } from '../../protocol/looking-on.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { findWorklistCase } from '../database/queries/worklist.ts';
import type { Principal } from '../people/permissions.ts';
import { mayHandOver, mayRead } from './may-open.ts';

/**
 * How far a case is, to whoever may read it. Nothing of it is shown, so nothing is
 * written down.
 */
export async function readVersion(
  context: PlatformContext,
  principal: Principal,
  caseId: string,
): Promise<Outcome<CaseVersion, 'notFound' | 'forbidden'>> {
  const { sql, config } = context;
  const key = { county: config.county, caseId };
  const known = await findCase(sql, key);
  const row = await findWorklistCase(sql, key);
  if (known === undefined || row === undefined)
    return { ok: false, code: 'notFound' };
  if (!mayRead(context, principal, known) && !mayHandOver(principal, known))
    return { ok: false, code: 'forbidden' };
  const { version, materialsArrived } = row;
  return { ok: true, value: { version, materialsArrived } };
}
