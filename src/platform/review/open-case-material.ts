import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { isCited } from '../database/queries/case-materials.ts';
import { findCase } from '../database/queries/cases.ts';
import { openMaterial } from '../materials/open-material.ts';
import type { Principal } from '../people/permissions.ts';
import { mayOpen } from './may-open.ts';
import { isOnlyTogether, openTogether } from './open-together.ts';

type OpenMaterial = { bytes: Uint8Array<ArrayBuffer>; mediaType: string };

/**
 * The bytes of a photograph, a file or a signature as they were taken, if the
 * case cites it, now or in a version handed in earlier. `notFound` also while it
 * is on its way.
 */
export async function openCaseMaterial(
  context: PlatformContext,
  principal: Principal,
  { caseId, sha256 }: { caseId: string; sha256: string },
): Promise<
  Outcome<OpenMaterial, 'notFound' | 'forbidden' | 'secondPersonNeeded'>
> {
  const { sql, config } = context;
  const { county } = config;
  const found = await findCase(sql, { county, caseId });
  if (found === undefined) return { ok: false, code: 'notFound' };
  const isAlone = await mayOpen(context, principal, found, { sha256 });
  if (!isAlone && !isOnlyTogether(principal, found))
    return { ok: false, code: 'forbidden' };
  if (!(await isCited(sql, { county, caseId, sha256 })))
    return { ok: false, code: 'notFound' };
  const opened = await openMaterial(context, sha256);
  if (opened === undefined) return { ok: false, code: 'notFound' };
  if (!isAlone && !(await openTogether(context, principal, { caseId, sha256 })))
    return { ok: false, code: 'secondPersonNeeded' };
  return { ok: true, value: opened };
}
