// What the county asks of a device besides operations and events: items of a
// session's `control`, and bodies of the feed's `control` items. A device reads
// each alone and passes over the kinds that it does not know.
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { HELD_CODES, REFUSED_CODES } from './error-code.ts';
import { uuid } from '../domain/schema-parts.ts';

export const controlItemSchema = v.variant('kind', [
  /** A reviewer waits for this material: before all others. */
  v.object({ kind: v.literal('materialFirst'), sha256: sha256Schema }),
  /** The device was copied: it delivers what it has and is enrolled again. */
  v.object({ kind: v.literal('enrolAgain') }),
  /** The county took a clerk's access away: his keys leave this device. */
  v.object({ kind: v.literal('clerkRemoved'), clerkId: v.string() }),
  /**
   * A vault key that the custodians recovered, sealed to a clerk's wrap key
   * (compact JWE; `kid` = that key's thumbprint).
   */
  v.object({
    kind: v.literal('vaultKey'),
    vaultId: uuid,
    kid: v.string(),
    jwe: v.string(),
  }),
  /**
   * What a person decided about a `held` operation (feed only): it took effect,
   * stays without effect for good, or is held for another reason.
   */
  v.object({
    kind: v.literal('operationOutcome'),
    operationId: uuid,
    result: v.picklist(['applied', 'refused', 'held']),
    code: v.nullable(v.picklist([...HELD_CODES, ...REFUSED_CODES])),
    /** The county's words for the clerk; null with `applied`. */
    reason: v.nullable(v.pipe(v.string(), v.maxLength(500))),
  }),
]);
export type ControlItem = v.InferOutput<typeof controlItemSchema>;

/** The items that this version knows, in their order. */
export function readControl(items: readonly unknown[]): ControlItem[] {
  return items.flatMap((item) => {
    const parsed = v.safeParse(controlItemSchema, item);
    return parsed.success ? [parsed.output] : [];
  });
}
