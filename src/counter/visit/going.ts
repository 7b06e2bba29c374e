// Which visit goes on with one more matter. In the page's memory alone, from the press
// on the receipt to the draft that is begun; the draft itself keeps it from then on.
import { computed, signal } from '@preact/signals';
import { deviceState } from '../device.ts';

/** One of its cases. */
export const going = signal<string | undefined>(undefined);

/** What is found and begun from elsewhere is not for him who sat there. */
export function noteGoing(url: string): void {
  if (!/^\/(find|matter|bundle)\b/.test(url)) going.value = undefined;
}

// With another clerk another person sits here.
computed(() => deviceState.value?.clerk?.id).subscribe(() => {
  going.value = undefined;
});
