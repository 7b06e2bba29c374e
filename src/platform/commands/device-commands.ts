// What the county does about a device at its own keyboard.
import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { listDevices } from '../database/queries/devices.ts';
import { personsOnDevice } from '../enrolment/persons-on-device.ts';
import { removeClerk } from '../enrolment/remove-clerk.ts';
import { revokeDevice } from '../enrolment/revoke-device.ts';
import { suspendClerk } from '../enrolment/suspend-clerk.ts';
import type { CommandResult } from './command-result.ts';
import { isUuid } from '../is-uuid.ts';

type Wish = {
  device?: string;
  clerk?: string;
  suspend?: boolean;
  restore?: boolean;
};

const missing = (option: string): CommandResult => ({
  ok: false,
  lines: [adminText.missing(option), ...adminText.usage],
});
const noDevice = (device: string): CommandResult => ({
  ok: false,
  lines: [adminText.noDevice(device)],
});

/** Ids, stations and states of all devices. */
export async function showDevices({
  sql,
  config,
}: PlatformContext): Promise<CommandResult> {
  const devices = await listDevices(sql, config.county);
  return {
    ok: true,
    lines:
      devices.length === 0
        ? [adminText.noDevices]
        : devices.map(adminText.device),
  };
}

/** Revokes a device, suspends it, or lets it in again. */
export async function revoke(
  context: PlatformContext,
  { device, suspend = false, restore = false }: Wish,
): Promise<CommandResult> {
  if (device === undefined) return missing('device');
  const state = restore ? 'active' : suspend ? 'suspended' : 'revoked';
  const isDone =
    isUuid(device) &&
    (await revokeDevice(context, { deviceId: device, state }));
  return isDone
    ? { ok: true, lines: [...adminText.deviceIs[state]] }
    : noDevice(device);
}

/**
 * Takes a clerk's keys on a device out of use, or suspends him, or lets him in again.
 */
export async function takeOut(
  context: PlatformContext,
  { device, clerk, suspend = false, restore = false }: Wish,
): Promise<CommandResult> {
  if (device === undefined) return missing('device');
  if (clerk === undefined) return missing('clerk');
  const whom = { deviceId: device, clerkId: clerk };
  const state = restore ? 'active' : suspend ? 'suspended' : undefined;
  const isDone =
    isUuid(device) &&
    (state === undefined
      ? await removeClerk(context, whom)
      : await suspendClerk(context, { ...whom, state }));
  if (!isDone) return { ok: false, lines: [adminText.noClerk(clerk)] };
  const line =
    state === undefined ? adminText.clerkRemoved : adminText.clerkIs[state];
  return { ok: true, lines: [line] };
}

/** Counts and receipt numbers alone: who they are stands in the cases. */
export async function countPersons(
  context: PlatformContext,
  { device }: Wish,
): Promise<CommandResult> {
  if (device === undefined) return missing('device');
  const found = isUuid(device)
    ? await personsOnDevice(context, device)
    : undefined;
  if (found === undefined) return noDevice(device);
  const { persons, numbers } = found;
  return {
    ok: true,
    lines: [adminText.personsOnDevice(persons, numbers.length), ...numbers],
  };
}
