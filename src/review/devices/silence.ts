import type { DeviceRow } from '../../protocol/review-trust.ts';

const DAY_MS = 86_400_000;

/** Whole days since the device was heard of; one that never was has none. */
export function silentDays(
  { lastContactAt }: Pick<DeviceRow, 'lastContactAt'>,
  now: number,
): number {
  return lastContactAt === null
    ? 0
    : Math.max(0, Math.floor((now - Date.parse(lastContactAt)) / DAY_MS));
}

/** The longest silent first; those out of use, and never used, at the end. */
export function sortBySilence(rows: readonly DeviceRow[]): DeviceRow[] {
  const rank = ({ state, lastContactAt }: DeviceRow) =>
    state === 'revoked' ? 2 : lastContactAt === null ? 1 : 0;
  return [...rows].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      Date.parse(one.lastContactAt ?? '') -
        Date.parse(other.lastContactAt ?? '') ||
      0,
  );
}
