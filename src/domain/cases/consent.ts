import * as v from 'valibot';
import { instant } from '../schema-parts.ts';

/** A statement that was ticked at the counter, and when. */
export const consentSchema = v.object({
  id: v.pipe(v.string(), v.maxLength(40)),
  at: instant,
});
export type Consent = v.InferOutput<typeof consentSchema>;

/** By this tick the applicant lets him act who hands the case in. */
export const MANDATE = 'mandate';

const CONFIRMED = 'check:';

/** Id of the tick by which the village took note of a check of the catalogue. */
export const checkConsentId = (checkId: string): `check:${string}` =>
  `${CONFIRMED}${checkId}`;

/** Whether a tick is about what a check says of the answers. */
export const isCheckConsent = (id: string): boolean => id.startsWith(CONFIRMED);

/**
 * Whether a tick stands although an answer was changed after it. What was read out, what
 * was confirmed of it and who may act by it are about the answers as they were.
 */
export const outlastsChange = (id: string): boolean =>
  id !== 'readBack' && id !== MANDATE && !isCheckConsent(id);

/** Statements as they stand: one ticked again counts from the last time. */
export function mergeConsents(
  before: readonly Consent[],
  added: readonly Consent[],
): Consent[] {
  const again = new Set(added.map(({ id }) => id));
  return [...before.filter(({ id }) => !again.has(id)), ...added];
}
