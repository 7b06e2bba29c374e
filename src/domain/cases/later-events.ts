// Kinds of events that came after release 0.1.0. A device that does not know one keeps
// it as it came, shows that it cannot read that case, and reads on.
import * as v from 'valibot';
import {
  correctionItemSchema,
  dueDaySchema,
  intervalSchema,
  told,
} from './event-parts.ts';
import { text, uuid } from '../schema-parts.ts';

/** By its id in the catalogue. */
const office = text(60);
const paperId = text(40);
const reason = text(500);

/** What an office that was asked says; silence is none of them. */
export const OFFICE_OPINIONS = [
  'agree',
  'conditions',
  'object',
  /** Something must be put right first. */
  'correction',
] as const;
export type OfficeOpinion = (typeof OFFICE_OPINIONS)[number];

/** How a commitment or an e-certificate looked when it was checked. */
export const COMMITMENT_FOUND = ['kept', 'breached'] as const;
export const CERTIFICATE_FOUND = ['ok', 'mismatch', 'unavailable'] as const;

export const LATER_BODIES = [
  v.object({
    kind: v.literal('firstReviewed'),
    officeId: office,
    opinion: v.picklist(['agree', 'object']),
    note: reason,
  }),
  /** To the office of a step of the matter's route; `step`: its order there. */
  v.object({
    kind: v.literal('dispatched'),
    officeId: office,
    step: v.nullable(v.number()),
    /** Why it left the route. */
    reason: v.optional(reason),
  }),
  /** By the office, to the township. */
  v.object({ kind: v.literal('returned'), officeId: office, reason }),
  /** All on the same day, under one deadline; `lead` gathers and answers for it. */
  v.object({
    kind: v.literal('jointAsked'),
    lead: office,
    offices: v.pipe(v.array(office), v.minLength(2), v.maxLength(20)),
    dueOn: dueDaySchema,
  }),
  v.object({
    kind: v.literal('officeAnswered'),
    officeId: office,
    opinion: v.picklist(OFFICE_OPINIONS),
    note: reason,
    /** Of a correction: it goes out with the others' in one notice. */
    items: v.optional(v.pipe(v.array(correctionItemSchema), v.maxLength(50))),
  }),
  /** Art. 42: once, with reasons told and the head's consent. */
  v.object({
    kind: v.literal('extended'),
    ...told,
    workdays: v.pipe(v.number(), v.integer(), v.minValue(1)),
    reason,
    ground: text(200),
    approvedBy: text(50),
    promisedBy: v.nullable(dueDaySchema),
  }),
  v.object({
    kind: v.literal('resultIssued'),
    name: text(200),
    number: v.nullable(text(80)),
  }),
  v.object({
    kind: v.literal('posted'),
    carrier: text(50),
    trackingNumber: text(50),
  }),
  /** By the office that was rated. */
  v.object({ kind: v.literal('objected'), reason }),
  v.object({
    kind: v.literal('objectionDecided'),
    upheld: v.boolean(),
    reason,
  }),
  /** Nobody answered in time, and nothing can still be under way. */
  v.object({ kind: v.literal('correctionLapsed') }),
  /** After acceptance a wish, which the office grants (`withdrawn`) or not. */
  v.object({
    kind: v.literal('withdrawalRequested'),
    operationId: v.string(),
    reason,
  }),
  v.object({ kind: v.literal('withdrawalRefused'), reason }),
  /**
   * The same application was filed twice. `goesOn`: this one does, with the other's
   * papers and, where that is earlier, its `intake`; else it ends here.
   */
  v.object({
    kind: v.literal('joined'),
    caseId: uuid,
    number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
    goesOn: v.boolean(),
    intake: v.optional(intervalSchema),
    /** The other had the last paper that was put off here. */
    closesGap: v.optional(v.boolean()),
  }),
  v.object({
    kind: v.literal('commitmentChecked'),
    paperId,
    found: v.picklist(COMMITMENT_FOUND),
    note: reason,
  }),
  v.object({
    kind: v.literal('deficiencyReminded'),
    papers: v.array(paperId),
    dueOn: v.pipe(v.string(), v.isoDate()),
  }),
  v.object({ kind: v.literal('deficiencyLapsed'), papers: v.array(paperId) }),
  v.object({
    kind: v.literal('certificateChecked'),
    paperId,
    found: v.picklist(CERTIFICATE_FOUND),
    note: reason,
  }),
] as const;
export type LaterKind = v.InferOutput<(typeof LATER_BODIES)[number]>['kind'];
