import { officeActText as words } from '../../../text/office-acts.ts';

/** The sentence about a tracking number that cannot be one; null: it can. */
export function trackingMisshapen(typed: string): string | null {
  if (!/^[A-Za-z0-9-]*$/.test(typed)) return words.trackingShape;
  return typed.length < 6 ? words.trackingShort : null;
}
