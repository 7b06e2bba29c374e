// What a person of an office can decide about a case beside its acceptance and its end.
import * as v from 'valibot';
import { correctionItemSchema } from '../domain/cases/event.ts';
import { OFFICE_OPINIONS } from '../domain/cases/later-events.ts';
import { trimmed } from '../domain/schema-parts.ts';

const version = v.number();
const reason = trimmed(4, 500);
const officeId = trimmed(1, 60);
const workdays = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));

export const OFFICE_DECISIONS = [
  v.object({
    act: v.literal('firstReview'),
    version,
    opinion: v.picklist(['agree', 'object']),
    note: trimmed(0, 500),
  }),
  /** Without an office: to the next department of the matter's route. */
  v.object({
    act: v.literal('dispatch'),
    version,
    officeId: v.optional(officeId),
    /** Why it leaves the route. */
    reason: v.optional(reason),
  }),
  v.object({ act: v.literal('return'), version, reason }),
  v.object({ act: v.literal('start'), version }),
  /** Offices and days as the matter's route has them, where it has them. */
  v.object({
    act: v.literal('askJointly'),
    version,
    offices: v.optional(v.pipe(v.array(officeId), v.maxLength(20))),
    workdays: v.optional(workdays),
  }),
  v.object({
    act: v.literal('answerJointly'),
    version,
    officeId,
    opinion: v.picklist(OFFICE_OPINIONS),
    note: trimmed(0, 500),
    /** Of a correction. */
    items: v.optional(v.pipe(v.array(correctionItemSchema), v.maxLength(50))),
  }),
  v.object({
    act: v.literal('startSpecial'),
    version,
    procedure: trimmed(1, 60),
    /** What the applicant is told in writing (art. 45). */
    ground: trimmed(10, 500),
    /** Until when; null: it is not known. Of a public notice the matter says it. */
    workdays: v.optional(v.nullable(workdays)),
    /**
     * Name, village group and item come from the case. `amount`: quantities with their
     * units and no other word (text/posted-amount.ts). `isAdult`: the office has seen
     * that the applicant is grown up; asked for where the case has no number that says
     * so, worth nothing against one that says he is a child. What does not do is told
     * as `missing` of 400.
     */
    publicNotice: v.optional(
      v.object({
        amount: v.nullable(trimmed(1, 50)),
        isAdult: v.optional(v.boolean()),
      }),
    ),
  }),
  v.object({ act: v.literal('endSpecial'), version }),
  v.object({
    act: v.literal('extend'),
    version,
    workdays: v.pipe(v.number(), v.integer(), v.minValue(1)),
    reason: trimmed(10, 500),
    ground: trimmed(4, 200),
    /** Who is answerable and agreed (art. 42). */
    approvedBy: trimmed(2, 50),
  }),
  v.object({
    act: v.literal('issueResult'),
    version,
    name: trimmed(1, 200),
    number: v.nullable(trimmed(1, 80)),
  }),
  v.object({
    act: v.literal('post'),
    version,
    carrier: trimmed(1, 50),
    trackingNumber: v.pipe(trimmed(6, 50), v.regex(/^[A-Za-z0-9-]+$/)),
  }),
  v.object({
    act: v.literal('handOver'),
    version,
    receivedBy: trimmed(1, 50),
    by: v.picklist(['window', 'post']),
  }),
  v.object({ act: v.literal('grantWithdrawal'), version }),
  v.object({ act: v.literal('refuseWithdrawal'), version, reason }),
  v.object({ act: v.literal('recall'), version, reason: trimmed(10, 500) }),
  v.object({ act: v.literal('revoke'), version, reason: trimmed(10, 500) }),
  v.object({ act: v.literal('object'), version, reason: trimmed(10, 500) }),
  v.object({
    act: v.literal('decideObjection'),
    version,
    upheld: v.boolean(),
    reason,
  }),
  /** The same application came twice: this case goes on, the other ends. */
  v.object({
    act: v.literal('join'),
    version,
    number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  }),
] as const;

/** A case goes where it belongs; who sends it does not read it. */
export const rerouteSchema = v.object({
  number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  reason,
  to: v.variant('kind', [
    v.object({ kind: v.literal('department'), officeId }),
    v.object({
      kind: v.literal('township'),
      town9: v.pipe(v.string(), v.regex(/^\d{9}$/)),
    }),
  ]),
});
export type Reroute = v.InferOutput<typeof rerouteSchema>;
