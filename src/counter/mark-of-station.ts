// What a mark outside the database holds, and when it tells that a store is gone.
// Apart from where it is kept, so that whoever has no page can ask the same.
import type { DeviceState, OutboxView } from '../device/device-api.ts';

export type StationMark = {
  deviceNumber: number;
  stationName: string;
  townName: string;
  phone: string | null;
  /** Place in the chain of the last operation made here. */
  lastSeq: number;
  /** With what lies in the tray: of that the county may have nothing. */
  unsentOperations: number;
  unsentMaterials: number;
  /** ISO 8601, wall clock. */
  at: string;
};

/** undefined: there is nothing to note of this device, or nobody knows yet. */
export function markOf(
  state: DeviceState | undefined,
  outbox: OutboxView | undefined,
  at: Date,
): StationMark | undefined {
  if (state?.stage !== 'ready' || state.station === null) return undefined;
  if (outbox === undefined) return undefined;
  const { unsent, attention, lastSeq } = outbox;
  const { station } = state;
  return {
    deviceNumber: station.deviceNumber,
    stationName: station.villageName ?? station.name,
    townName: station.townName,
    phone: station.phone,
    lastSeq,
    unsentOperations: unsent.operations + attention.length,
    unsentMaterials: unsent.materials,
    at: at.toISOString(),
  };
}

/** The mark, when the device starts empty and was a station before. */
export function lostBy(
  state: DeviceState | undefined,
  mark: StationMark | undefined,
): StationMark | undefined {
  return state?.stage === 'empty' ? mark : undefined;
}
