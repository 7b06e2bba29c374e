// One thing the platform recorded about a case. Events never change; the present
// state of a case is a fold over them (fold-case.ts).
import * as v from 'valibot';
import {
  correctionItemSchema,
  dueDaySchema,
  intervalSchema,
  told,
} from './event-parts.ts';
import { LATER_BODIES } from './later-events.ts';
import { instant, text, uuid } from '../schema-parts.ts';

export {
  correctionItemSchema,
  dueDaySchema,
  type CorrectionItem,
  type DueDay,
} from './event-parts.ts';

const approval = {
  result: text(200),
  /** Where to fetch it; null when there is nothing to hand over. */
  pickup: v.nullable(text(200)),
  note: text(500),
  /** Code of the station whose window hands it over. */
  window: v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/))),
};

/** Kinds that every release knows; later-events.ts holds those that came after. */
const bodies = {
  received: v.object({
    kind: v.literal('received'),
    operationId: v.string(),
    number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
    stationCode: v.string(),
    township: v.string(),
    /** The department that accepts such cases; absent: the township does. */
    officeId: v.optional(text(60)),
    matterCode: v.string(),
    matterRevision: v.number(),
    catalogueVersion: v.string(),
    applicantMasked: text(50),
    /** The true intake lies in it: [latest proof before, arrival]. */
    intake: intervalSchema,
    /** Five-working-day notice, Administrative Licensing Law art. 32. */
    noticeBy: dueDaySchema,
    findings: v.array(v.object({ code: text(60), path: text(120) })),
  }),
  supplemented: v.object({
    kind: v.literal('supplemented'),
    operationId: v.string(),
    papers: v.array(text(40)),
    /** With it the last paper came that had been put off. */
    closesGap: v.optional(v.boolean()),
  }),
  correctionRequested: v.object({
    kind: v.literal('correctionRequested'),
    ...told,
    items: v.pipe(
      v.array(correctionItemSchema),
      v.minLength(1),
      v.maxLength(50),
    ),
    dueOn: dueDaySchema,
  }),
  correctionAnswered: v.object({
    kind: v.literal('correctionAnswered'),
    operationId: v.string(),
    fields: v.array(text(80)),
    papers: v.array(text(40)),
  }),
  accepted: v.object({
    kind: v.literal('accepted'),
    ...told,
    promisedBy: v.nullable(dueDaySchema),
    withDeficiency: v.boolean(),
    /**
     * Nobody had spoken in time, so by art. 32 (4) it counts as accepted since the
     * papers were received; absent: a person accepted it.
     */
    deemedFrom: v.optional(instant),
  }),
  notAcceptable: v.object({
    kind: v.literal('notAcceptable'),
    ...told,
    reason: text(500),
    authority: text(200),
  }),
  acceptanceRefused: v.object({
    kind: v.literal('acceptanceRefused'),
    ...told,
    reason: text(500),
    authority: text(200),
  }),
  departmentStarted: v.object({
    kind: v.literal('departmentStarted'),
    officeId: text(60),
  }),
  specialStarted: v.object({
    kind: v.literal('specialStarted'),
    ...told,
    procedure: text(60),
    isPublicNotice: v.boolean(),
    until: v.nullable(dueDaySchema),
    /** Why the clock stands, as it was said in writing (art. 45). */
    ground: v.optional(text(500)),
    /** What was put up for all to read, and nothing else of the case. */
    posted: v.optional(
      v.object({
        name: text(50),
        group: text(100),
        item: text(200),
        amount: v.nullable(text(50)),
      }),
    ),
  }),
  specialEnded: v.object({ kind: v.literal('specialEnded') }),
  concludedApproved: v.object({
    kind: v.literal('concludedApproved'),
    ...told,
    ...approval,
  }),
  concludedWithDeficiency: v.object({
    kind: v.literal('concludedWithDeficiency'),
    ...told,
    ...approval,
  }),
  concludedRejected: v.object({
    kind: v.literal('concludedRejected'),
    ...told,
    reason: text(500),
    remedy: text(500),
  }),
  withdrawn: v.object({ kind: v.literal('withdrawn'), reason: text(500) }),
  recalled: v.object({ kind: v.literal('recalled'), reason: text(500) }),
  revoked: v.object({ kind: v.literal('revoked'), reason: text(500) }),
  delivered: v.object({
    kind: v.literal('delivered'),
    receivedBy: text(50),
    /** Over which way; absent: in the village. */
    by: v.optional(v.picklist(['window', 'post'])),
  }),
  contactUpdated: v.object({
    kind: v.literal('contactUpdated'),
    fields: v.array(text(80)),
  }),
  rated: v.object({ kind: v.literal('rated') }),
  operationHeld: v.object({
    kind: v.literal('operationHeld'),
    operationId: v.string(),
    code: text(60),
  }),
} as const;

export const eventBodySchema = v.variant('kind', [
  bodies.received,
  bodies.supplemented,
  bodies.correctionRequested,
  bodies.correctionAnswered,
  bodies.accepted,
  bodies.notAcceptable,
  bodies.acceptanceRefused,
  bodies.departmentStarted,
  bodies.specialStarted,
  bodies.specialEnded,
  bodies.concludedApproved,
  bodies.concludedWithDeficiency,
  bodies.concludedRejected,
  bodies.withdrawn,
  bodies.recalled,
  bodies.revoked,
  bodies.delivered,
  bodies.contactUpdated,
  bodies.rated,
  bodies.operationHeld,
  ...LATER_BODIES,
]);
export type EventBody = v.InferOutput<typeof eventBodySchema>;
export type EventKind = EventBody['kind'];

/** `n` counts the events of one case from 1 without a gap. */
export const caseEventSchema = v.object({
  caseId: uuid,
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: instant,
  by: v.object({
    kind: v.picklist(['clerk', 'staff', 'platform']),
    id: text(80),
    name: text(50),
  }),
  body: eventBodySchema,
});
export type CaseEvent = v.InferOutput<typeof caseEventSchema>;

/**
 * The national status codes (1 to 15) that an event stands for; null: ours,
 * without a code.
 */
export const NATIONAL_CODE = {
  received: 1,
  supplemented: null,
  correctionRequested: 6,
  correctionAnswered: 7,
  accepted: 3,
  notAcceptable: 4,
  acceptanceRefused: 5,
  departmentStarted: 8,
  specialStarted: 9,
  specialEnded: 10,
  concludedApproved: 11,
  concludedWithDeficiency: 12,
  concludedRejected: 13,
  withdrawn: 2,
  recalled: 14,
  revoked: 15,
  delivered: null,
  contactUpdated: null,
  rated: null,
  operationHeld: null,
  firstReviewed: null,
  dispatched: null,
  returned: null,
  jointAsked: null,
  officeAnswered: null,
  extended: null,
  resultIssued: null,
  posted: null,
  objected: null,
  objectionDecided: null,
  // The applicant is taken to have given up.
  correctionLapsed: null,
  withdrawalRequested: null,
  withdrawalRefused: null,
  joined: null,
  commitmentChecked: null,
  deficiencyReminded: null,
  deficiencyLapsed: null,
  certificateChecked: null,
} as const satisfies Record<EventKind, number | null>;
