import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import {
  addWithdrawal,
  findSignedCatalogue,
} from '../database/queries/catalogues.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';

/** Withdraws a version by law: what is done by it from now on is held. */
export async function withdrawCatalogue(
  { sql, config, clock }: PlatformContext,
  { version = '', mode = '' }: { version?: string; mode?: string },
): Promise<CommandResult> {
  const { county } = config;
  const lines = missingOptions({ version });
  if (mode !== 'stopIntake' && mode !== 'stopAll')
    return { ok: false, lines: [...lines, adminText.withdrawalMode] };
  if (lines.length > 0) return { ok: false, lines };
  if ((await findSignedCatalogue(sql, { county, version })) === undefined)
    return { ok: false, lines: [adminText.noCatalogue(version)] };
  await addWithdrawal(sql, { county, version, mode, at: clock() });
  return { ok: true, lines: [adminText.catalogueWithdrawn(version)] };
}
