// A mark outside the database: browsers clear a database whole, when room runs
// short or a person asks for it, and a device that starts empty must not look like
// a new one. It holds what stands on the door of the station, and counts.
import { computed, effect, signal } from '@preact/signals';
import { deviceState, outbox } from './device.ts';
import { lostBy, markOf, type StationMark } from './mark-of-station.ts';

const KEY = 'station-mark';

const mark = signal<StationMark | undefined>(undefined);
const isAccepted = signal(false);

/** The station whose data are gone; undefined when nothing is missing. */
export const lostStation = computed(() =>
  isAccepted.value ? undefined : lostBy(deviceState.value, mark.value),
);

/** What was noted last, e.g. whom to call while the store cannot be opened. */
export const notedStation = computed(() => mark.value);

/** Reads the mark and keeps it; gives the function that ends it. */
export function keepMark(): () => void {
  mark.value = read();
  isAccepted.value = false;
  return effect(() => {
    const now = markOf(deviceState.value, outbox.value, new Date());
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

function read(): StationMark | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as StationMark);
  } catch {
    return undefined;
  }
}
