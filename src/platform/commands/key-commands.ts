// The county's keys: which there are, a new one, a former one back in its place.
import { keyText } from '../../text/keys.ts';
import type { PlatformContext } from '../context.ts';
import {
  countOldColumns,
  countOldWraps,
} from '../database/queries/sealed-values.ts';
import { isAnyHeld } from '../database/queries/unsettled.ts';
import { addDeviceAct, type DeviceAct } from '../database/queries/vaults.ts';
import type { SecretName } from '../keys/county-keys.ts';
import { takeKeys } from '../keys/follow-keys.ts';
import { markOf } from '../keys/ring-box.ts';
import {
  isOverdue,
  returnIntakeKey,
  rotateIntakeKey,
  rotateSecret,
} from '../keys/rotate-keys.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';

/**
 * Which keys there are, since when, what is overdue and what is still sealed by
 * former ones.
 */
export async function showKeys(
  context: PlatformContext,
): Promise<CommandResult> {
  const { sql, config, keys, clock } = context;
  const { county } = config;
  const now = clock();
  const { column, material } = keys.secrets;
  const [current, ...others] = keys.intake;
  return {
    ok: true,
    lines: [
      keyText.intakeTitle,
      keyText.intake[isOverdue(keys, now) ? 'overdue' : 'current'](
        current.kid,
        current.from,
      ),
      ...others.map(({ kid, from }) =>
        keyText.intake[from > now ? 'coming' : 'former'](kid, from),
      ),
      keyText.column(
        column.length,
        await countOldColumns(sql, { county, mark: markOf(column[0]) }),
      ),
      keyText.material(
        material.length,
        await countOldWraps(sql, { county, mark: markOf(material[0]) }),
      ),
    ],
  };
}

/** Makes the intake key that devices seal to from their next session on. */
export async function rotateIntake(
  context: PlatformContext,
  directory: string,
): Promise<CommandResult> {
  const { county } = context.config;
  const now = context.clock();
  const made = await rotateIntakeKey({
    directory,
    county,
    now,
    isColdNeeded: await isAnyHeld(context.sql, { county, code: 'unknownKid' }),
  });
  const { kid, putAway, destroyed } = made;
  const counts = { putAway: putAway.length, destroyed };
  await noteAct(context, 'intakeKeyMade', { kid, ...counts });
  return {
    ok: true,
    lines: [
      keyText.intakeMade(kid),
      ...(putAway.length > 0 ? [keyText.putAway(putAway)] : []),
      ...(destroyed > 0 ? [keyText.destroyed(destroyed)] : []),
    ],
  };
}

/** Brings an intake key back from the cold, for work that was sealed to it. */
export async function returnIntake(
  context: PlatformContext,
  { file = '' }: { file?: string },
  directory: string,
): Promise<CommandResult> {
  const lines = missingOptions({ file });
  if (lines.length > 0) return { ok: false, lines };
  const kid = await returnIntakeKey(directory, file);
  if (kid === undefined) return { ok: false, lines: [keyText.noKey(file)] };
  await takeKeys(context, directory);
  await noteAct(context, 'intakeKeyReturned', { kid });
  return { ok: true, lines: keyText.returned(kid) };
}

/**
 * Makes a new key of columns or materials; the platform renews what former ones
 * sealed.
 */
export async function rotateSecretKey(
  context: PlatformContext,
  name: SecretName,
  directory: string,
): Promise<CommandResult> {
  const kid = rotateSecret({ directory, now: context.clock() }, name);
  await noteAct(context, `${name}KeyMade`, { kid });
  return { ok: true, lines: keyText.secretMade(kid) };
}

async function noteAct(
  { sql, config, clock }: PlatformContext,
  act: DeviceAct,
  detail: Record<string, string | number>,
): Promise<void> {
  await addDeviceAct(sql, {
    county: config.county,
    act,
    deviceId: null,
    clerkId: null,
    detail,
    at: clock(),
  });
}
