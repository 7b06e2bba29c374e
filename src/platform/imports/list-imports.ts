import type { Outcome } from '../../protocol/error-code.ts';
import type { ImportList } from '../../protocol/stick-file.ts';
import type { PlatformContext } from '../context.ts';
import { listImports as readImports } from '../database/queries/imports.ts';
import { findReach, type Principal } from '../people/permissions.ts';

const LISTED = 50;

/** The last imports of one's own township; of the county: of all. */
export async function listImports(
  { sql, config }: PlatformContext,
  principal: Principal,
): Promise<Outcome<ImportList, 'forbidden'>> {
  const [audience] = findReach(principal, 'importStick');
  if (audience === undefined) return { ok: false, code: 'forbidden' };
  const imports = await readImports(sql, {
    county: config.county,
    audience: audience === 'county' ? undefined : audience,
    limit: LISTED,
  });
  return { ok: true, value: { imports } };
}
