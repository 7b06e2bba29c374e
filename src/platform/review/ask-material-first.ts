import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { isCited } from '../database/queries/case-materials.ts';
import { findCase } from '../database/queries/cases.ts';
import { addMaterialRequest } from '../database/queries/material-requests.ts';
import { findMaterial } from '../database/queries/materials.ts';
import { transact } from '../database/transaction.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { subjectOf } from './case-subject.ts';

/**
 * A reviewer waits for a photograph that is still in the village: its device sends
 * it before all others. `arrived`: it has come meanwhile, so nobody was asked.
 */
export async function askMaterialFirst(
  { sql, config, clock }: PlatformContext,
  principal: Principal,
  { caseId, sha256 }: { caseId: string; sha256: string },
): Promise<Outcome<{ arrived: boolean }, 'notFound' | 'forbidden'>> {
  const { county } = config;
  const found = await findCase(sql, { county, caseId });
  if (found === undefined) return { ok: false, code: 'notFound' };
  if (!isPermitted(principal, 'openMaterial', subjectOf(found)))
    return { ok: false, code: 'forbidden' };
  const material = await findMaterial(sql, { county, sha256 });
  if (
    material === undefined ||
    !(await isCited(sql, { county, caseId, sha256 }))
  )
    return { ok: false, code: 'notFound' };
  if (material.isComplete) return { ok: true, value: { arrived: true } };
  const at = clock().toISOString();
  await transact(sql, async (work) => {
    const { accountId } = principal;
    const request = { county, sha256, caseId, accountId, at };
    await addMaterialRequest(work.tx, request);
    work.feed.push({
      county,
      audience: `station:${found.stationCode}`,
      caseId,
      kind: 'control',
      body: { kind: 'materialFirst', sha256 },
      at,
    });
  });
  return { ok: true, value: { arrived: false } };
}
