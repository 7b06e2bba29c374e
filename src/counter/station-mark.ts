// A mark outside the database: browsers clear a database whole, when room runs
// short or a person asks for it, and a device that starts empty must not look like
// a new one. It holds what stands on the door of the station, and counts.
import { computed, effect, signal } from '@preact/signals';
import { deviceState, outbox } from './device.ts';

export type StationMark = {
  deviceNumber: number;
  stationName: string;
  townName: string;
  phone: string | null;
  /** Place in the chain of the last operation made here. */
  lastSeq: number;
  unsentOperations: number;
  unsentMaterials: number;
  /** ISO 8601, wall clock. */
  at: string;
};

const KEY = 'station-mark';

const mark = signal<StationMark | undefined>(undefined);
const isAccepted = signal(false);

/** The station whose data are gone; undefined when nothing is missing. */
export const lostStation = computed(() =>
  deviceState.value?.stage === 'empty' && !isAccepted.value
    ? mark.value
    : undefined,
);

/** What was noted last, e.g. whom to call while the store cannot be opened. */
export const notedStation = computed(() => mark.value);

/** Reads the mark and keeps it; gives the function that ends it. */
export function keepMark(): () => void {
  mark.value = read();
  isAccepted.value = false;
  return effect(() => {
    const now = present();
    if (now === undefined) return;
    mark.value = now;
    try {
      localStorage.setItem(KEY, JSON.stringify(now));
    } catch {
      // Storage refused: then a loss is noticed by the county alone.
    }
  });
}

/** The clerk has read it and enrols the device again. */
export function acceptLoss(): void {
  isAccepted.value = true;
}

function present(): StationMark | undefined {
  const state = deviceState.value;
  const unsent = outbox.value?.unsent;
  if (state?.stage !== 'ready' || state.station === null) return undefined;
  if (unsent === undefined) return undefined;
  const { station, lastSeq } = state;
  return {
    deviceNumber: station.deviceNumber,
    stationName: station.villageName ?? station.name,
    townName: station.townName,
    phone: station.phone,
    lastSeq,
    unsentOperations: unsent.operations,
    unsentMaterials: unsent.materials,
    at: new Date().toISOString(),
  };
}

function read(): StationMark | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as StationMark);
  } catch {
    return undefined;
  }
}
