// /api/v1/review/…: what touches trust rather than a case's life.
//   POST held/{id}/settlement {decision, code, reason} → what came of it, followers too
//        | 409 changed | 409 secondPersonNeeded
//   POST requests {action, …, reason} → {requestId}: asks for a second person's word;
//        of held work on one decision, as it is held
//   GET  requests → those that wait      POST requests/{id}/approval → 204
//   POST cases/{id}/look {reason} → the case, masked
//   GET  devices → list      GET devices/{id}/persons → whose data is probably on it
//   POST devices/{id}/state {state} → the same
//   POST devices/{id}/clerks/{clerkId}/state {state} → the same
//   POST devices/{id}/clerks/{clerkId}/removal → the same
//   POST tickets {stationCode | deviceId, clerk, role, policy} → ticket, 8 digits
//        | 400 missing clerk.id: no clerk of that station has it
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { UNLOCK_POLICIES } from './enrolment.ts';
import { HELD_CODES } from './error-code.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

const reason = v.pipe(v.string(), v.trim(), v.minLength(4), v.maxLength(500));

/** `code`: for what it was held when the person looked. */
const decided = {
  decision: v.picklist(['apply', 'refuse']),
  code: v.picklist(HELD_CODES),
};
export const settlementSchema = v.object({ ...decided, reason });
export type Settlement = v.InferOutput<typeof settlementSchema>;

/** The operation first, then what waited for it. */
export const settledSchema = v.object({
  settled: v.array(
    v.object({
      operationId: uuid,
      result: v.picklist(['applied', 'held', 'refused', 'later']),
    }),
  ),
});

export const secondRequestSchema = v.variant('action', [
  v.object({
    action: v.literal('settleHeld'),
    operationId: uuid,
    ...decided,
    reason,
  }),
  v.object({
    action: v.literal('openMaterial'),
    caseId: uuid,
    sha256: sha256Schema,
    reason,
  }),
]);
export const secondAskedSchema = v.object({ requestId: uuid });
/** Open ones: of oneself, and those to which one could say yes. */
export const secondListSchema = v.object({
  rows: v.array(
    v.object({
      requestId: uuid,
      accountId: v.string(),
      action: v.string(),
      subject: v.string(),
      reason: v.string(),
      askedAt: instant,
      approvedBy: v.nullable(v.string()),
    }),
  ),
});
export type SecondList = v.InferOutput<typeof secondListSchema>;

export const lookSchema = v.object({ reason });

export const deviceListSchema = v.object({
  rows: v.array(
    v.object({
      deviceId: uuid,
      stationCode: v.string(),
      deviceNumber: v.number(),
      state: v.picklist(['active', 'suspended', 'revoked']),
      /** Account ids of those who unlock it. */
      clerks: v.array(v.string()),
      /** Of these, those who are shut out for a while. */
      suspendedClerks: v.optional(v.array(v.string()), []),
      /** Their names, in the same order. */
      clerkNames: v.optional(v.array(v.string()), []),
      stationName: v.optional(v.string(), ''),
      townName: v.optional(v.string(), ''),
      phone: v.optional(v.nullable(v.string()), null),
      /** null: it was never heard of since it was enrolled. */
      lastContactAt: v.optional(v.nullable(instant), null),
      /** Operations that it says it has made and that have not all come. */
      unsent: v.optional(v.number(), 0),
    }),
  ),
});
export type DeviceRow = v.InferOutput<typeof deviceListSchema>['rows'][number];
export const deviceStateSchema = v.object({
  state: v.picklist(['active', 'suspended', 'revoked']),
});
export const clerkStateSchema = v.object({
  state: v.picklist(['active', 'suspended']),
});
/** How many persons, and the receipt numbers of what it took in; no names. */
export const personsOnDeviceSchema = v.object({
  persons: v.number(),
  numbers: v.array(v.string()),
});
export type PersonsOnDevice = v.InferOutput<typeof personsOnDeviceSchema>;

const clerk = v.object({
  /** Of a clerk of the station whom the county knows, by whose name it is issued. */
  id: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  name: v.optional(
    v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  ),
});
const forClerk = {
  clerk,
  role: v.optional(v.picklist(['clerk', 'head']), 'clerk'),
  policy: v.optional(v.picklist(UNLOCK_POLICIES), 'passphrase'),
};
export const ticketWishSchema = v.union([
  v.object({
    stationCode: v.pipe(v.string(), v.regex(/^\d{12}$/)),
    ...forClerk,
  }),
  v.object({ deviceId: uuid, ...forClerk }),
]);
export type TicketWish = v.InferOutput<typeof ticketWishSchema>;
export const issuedTicketSchema = v.object({
  ticket: v.string(),
  /** Fetches it, once, within 24 hours. */
  shortCode: v.string(),
});
