import { signal } from '@preact/signals';

type LastLeft =
  | { kind: 'putAside' }
  | { kind: 'removed'; draftId: string; matterShort: string };

/**
 * What the clerk did with the draft just left; home says so, until the next
 * one is begun.
 */
export const lastLeft = signal<LastLeft | undefined>(undefined);
