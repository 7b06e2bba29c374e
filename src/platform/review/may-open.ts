import type { PlatformContext } from '../context.ts';
import { addOpening } from '../database/queries/openings.ts';
import {
  isPermitted,
  type Principal,
  type Subject,
} from '../people/permissions.ts';

/**
 * Whether a person may open a case (`sha256` null) or one of its materials; either
 * is written down before anything is shown, so that nothing is seen unrecorded.
 */
export async function mayOpen(
  { sql, config, clock }: PlatformContext,
  principal: Principal,
  found: Subject & { caseId: string },
  sha256: string | null,
): Promise<boolean> {
  const action = sha256 === null ? 'readCase' : 'openMaterial';
  const isAllowed = isPermitted(principal, action, found);
  await addOpening(sql, {
    county: config.county,
    at: clock(),
    accountId: principal.accountId,
    caseId: found.caseId,
    sha256,
    isRefused: !isAllowed,
  });
  return isAllowed;
}
