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

/** Statements as they stand: one ticked again counts from the last time. */
export function mergeConsents(
  before: readonly Consent[],
  added: readonly Consent[],
): Consent[] {
  const again = new Set(added.map(({ id }) => id));
  return [...before.filter(({ id }) => !again.has(id)), ...added];
}
