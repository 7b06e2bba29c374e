import { randomUUID } from 'node:crypto';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** A head's word holds so long. */
export const VOUCHED_MS = 30 * DAY_MS;

/**
 * Of a clerk for whom a head vouches: always a new one, so that a head gives nobody's
 * name away, and one whose id says that his time is short.
 */
export function newVouchedId(): string {
  return `vouched-${randomUUID()}`;
}

/** Whether a head vouched for him, and for so long alone. */
export function isVouchedId(clerkId: string): boolean {
  return /^vouched-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(clerkId);
}
