// /api/v1/review/…: staff, cookie session, JSON bodies, same origin.
//   POST   session {login, password, code?} → 200 staff + cookie | 401 signInFailed |
//          401 codeNeeded | 503 signInBusy
//   POST   session/proof {password, code?} → 204: a fresh login for five minutes
//   GET    sign-in-ways → {oidc}
//   GET    oidc?for= → 302 to the identity provider; it comes back to oidc/callback
//   GET    session → staff | 401      DELETE session
//   GET    cases?status=&before= → worklist page, most urgent first
//   POST   cases/search {status, search, before} → the same; what is searched may be
//          a name, and a URL carries ids only
//   GET    cases/{id} → case detail
//   GET    cases/{id}/numbers → its numbers whole | 401 freshLoginNeeded
//   POST   cases/{id}/decisions → decision answer | 409 changed |
//          409 materialsMissing | 409 officesSilent
//   POST   cases/{id}/preview decision → the paper that it would issue, in words
//   POST   reroutes {number, reason, to} → 204: an administrator reads nothing of it
//   GET    cases/{id}/materials/{sha256} → decrypted bytes
//   POST   cases/{id}/material-first {sha256} → its village sends that one first
//   GET    cases/{id}/notices/{n} → the paper that tells of event n
//   GET    held → list      GET refused → list
//   GET    audit?caseId=&accountId=&before= → who saw and did what, newest first
//   GET    matters/{code} → the matter of a pinned catalogue (?version=)
// More of it in review-trust.ts, commitment-checks.ts and receipt-alarms.ts.
import * as v from 'valibot';
import { LAMPS } from '../domain/calendar/lamp.ts';
import { answersSchema } from '../domain/cases/answers.ts';
import { SERVING_WAYS } from '../domain/cases/operation.ts';
import { walkInSchema } from '../domain/cases/walk-in.ts';
import { DISPLAY_STATUSES } from '../domain/cases/display-status.ts';
import {
  caseEventSchema,
  correctionItemSchema,
  dueDaySchema,
} from '../domain/cases/event.ts';
import {
  earlierCaseSchema,
  MEDIA_TYPES,
  sha256Schema,
} from '../domain/cases/papers.ts';
import {
  CERTIFICATE_FOUND,
  COMMITMENT_FOUND,
  OFFICE_OPINIONS,
} from '../domain/cases/later-events.ts';
import { CASE_STATUSES } from '../domain/cases/transitions.ts';
import { HELD_CODES, REFUSED_CODES } from './error-code.ts';
import { OFFICE_DECISIONS } from './office-decisions.ts';
import { instant, trimmed, uuid } from '../domain/schema-parts.ts';

export const signInSchema = v.object({
  login: v.pipe(v.string(), v.maxLength(80)),
  password: v.pipe(v.string(), v.maxLength(128)),
  /** Of an authenticator app, where the account has one. */
  code: v.optional(v.pipe(v.string(), v.maxLength(20))),
});
/** The same again within a session, before what wants a fresh login. */
export const proofSchema = v.omit(signInSchema, ['login']);
export type Proof = v.InferOutput<typeof proofSchema>;

/** How somebody may sign in beside login and password. */
export const signInWaysSchema = v.object({
  /** By the county's identity provider. */
  oidc: v.boolean(),
});

/** Why a sign-in by the identity provider did not succeed; the console has a sentence. */
export type OidcFailureCode =
  | 'down'
  | 'denied'
  | 'mismatch'
  | 'failed'
  | 'unknownAccount'
  | 'disabled'
  /** The account is bound to another person there, or the person to another account. */
  | 'otherPerson'
  | 'tooMany';

/** What an account may be; the permission matrix says what that allows. */
export const STAFF_ROLES = [
  'clerk',
  'head',
  'reviewer',
  'handler',
  'window',
  'administrator',
  'auditor',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const staffSchema = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(STAFF_ROLES),
  town9: v.nullable(v.string()),
  townName: v.nullable(v.string()),
  /** Whose cases and acts are his, as the permission matrix names them. */
  audiences: v.optional(v.array(v.string()), []),
});
export type Staff = v.InferOutput<typeof staffSchema>;

export const worklistRowSchema = v.object({
  caseId: uuid,
  number: v.string(),
  matterCode: v.string(),
  matterShort: v.string(),
  applicantName: v.string(),
  stationName: v.string(),
  townName: v.string(),
  takenInAt: instant,
  arrivedAt: instant,
  noticeBy: v.nullable(dueDaySchema),
  promisedBy: v.nullable(dueDaySchema),
  materials: v.object({ arrived: v.number(), expected: v.number() }),
  display: v.picklist(DISPLAY_STATUSES),
  /** Begun on the net, perhaps with a wish for the village's help; absent: neither. */
  online: v.optional(v.picklist(['begun', 'helpWanted'])),
  /** How near the next legal act is; null: no clock of it runs. */
  lamp: v.optional(
    v.nullable(v.object({ colour: v.picklist(LAMPS), workdays: v.number() })),
    null,
  ),
  version: v.number(),
});
export type WorklistRow = v.InferOutput<typeof worklistRowSchema>;

/** `status` '' or absent = all; `before` = `next` of the page before. */
export const worklistQuerySchema = v.object({
  status: v.optional(v.union([v.literal(''), v.picklist(CASE_STATUSES)])),
  before: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200)))),
});
/** `search`: a number (whole or the last 9 digits), a name, or a village. */
export const worklistSearchSchema = v.object({
  ...worklistQuerySchema.entries,
  search: v.pipe(v.string(), v.trim(), v.maxLength(60)),
});

export const worklistSchema = v.object({
  rows: v.array(worklistRowSchema),
  /** Opaque; null when there are no more. */
  next: v.nullable(v.string()),
  /** By case status, of the whole township. */
  counts: v.record(v.string(), v.number()),
  serverTime: instant,
});
export type Worklist = v.InferOutput<typeof worklistSchema>;

export const casePageSchema = v.object({
  paperId: v.string(),
  paperName: v.string(),
  how: v.picklist([
    'photo',
    'seen',
    'generated',
    'eCert',
    'commitment',
    'deficiency',
  ]),
  /** When and by whom its original was seen, also beside a picture of it. */
  seenAt: v.nullable(instant),
  seenBy: v.nullable(v.string()),
  /** The number of the e-certificate, masked to its last four. */
  certificate: v.nullable(v.string()),
  /** Until when it was put off, YYYY-MM-DD. */
  dueOn: v.nullable(v.string()),
  takenFrom: v.nullable(earlierCaseSchema),
  /** How an e-certificate or a commitment looked when it was checked last. */
  check: v.optional(
    v.nullable(
      v.object({
        found: v.picklist([...CERTIFICATE_FOUND, ...COMMITMENT_FOUND]),
        note: v.string(),
        at: instant,
      }),
    ),
    null,
  ),
  pages: v.array(
    v.object({
      sha256: sha256Schema,
      mediaType: v.picklist(MEDIA_TYPES),
      bytes: v.number(),
      arrived: v.boolean(),
    }),
  ),
});

const dayText = v.pipe(v.string(), v.isoDate());

/** One clock of the law in a case; domain/calendar/deadline.ts says how it counts. */
export const deadlineSchema = v.object({
  /** Last day in time, which binds the county; null: the clock stands. */
  due: v.nullable(dueDaySchema),
  /** From the later bound of an uncertain start. */
  latestDue: v.nullable(dueDaySchema),
  reason: v.object({
    rule: v.picklist(['notice', 'promise', 'statutory']),
    from: v.object({ earliest: dayText, latest: dayText }),
    workdays: v.number(),
    extended: v.number(),
    pauses: v.array(
      v.object({
        cause: v.picklist(['correction', 'special']),
        from: dayText,
        until: v.nullable(dayText),
        workdays: v.number(),
      }),
    ),
    freeWeekdays: v.array(dayText),
    workedWeekends: v.array(dayText),
    assumedFrom: v.nullable(dayText),
  }),
});

const officeSchema = v.object({ id: v.string(), name: v.string() });

export const caseDetailSchema = v.object({
  row: worklistRowSchema,
  catalogueVersion: v.string(),
  matterName: v.string(),
  /** Identity and account numbers masked to their last four. */
  answers: answersSchema,
  papers: v.array(casePageSchema),
  signatures: v.array(
    v.object({
      by: v.string(),
      name: v.string(),
      sha256: sha256Schema,
      mediaType: v.picklist(MEDIA_TYPES),
      arrived: v.boolean(),
      signedAt: instant,
    }),
  ),
  events: v.array(caseEventSchema),
  /** Those that have begun, counted by the calendar of now. */
  deadlines: v.optional(v.array(deadlineSchema), []),
  /** What the rules find in it as it stands now; domain/cases/finding.ts. */
  findings: v.optional(
    v.array(
      v.object({
        code: v.string(),
        path: v.string(),
        /** When the village ticked that it took note of this check. */
        confirmedAt: v.optional(instant),
      }),
    ),
    [],
  ),
  clerk: v.object({ name: v.string(), stationName: v.string() }),
  /** How it was served; `walkIn`: whether its person came by number, and for how long. */
  servingWays: v.optional(v.array(v.picklist(SERVING_WAYS)), []),
  walkIn: v.optional(v.nullable(walkInSchema), null),
  /** When the applicant let him act who handed it in; null: he did not say so here. */
  mandateAt: v.optional(v.nullable(instant), null),
  /** Of which bundle it is a part, and how many of its parts are done as we know. */
  bundle: v.optional(
    v.nullable(
      v.object({ name: v.string(), done: v.number(), parts: v.number() }),
    ),
    null,
  ),
  /** Other cases of the same visit, as far as this person may open them. */
  sameVisit: v.optional(
    v.array(
      v.object({
        caseId: v.pipe(v.string(), v.uuid()),
        number: v.string(),
        matterShort: v.string(),
        display: v.picklist(DISPLAY_STATUSES),
      }),
    ),
    [],
  ),
  /** Acts that the transition table allows now. */
  acts: v.array(v.string()),
  /** The department that has it, and where the matter's route leads from there. */
  office: v.optional(v.nullable(officeSchema), null),
  nextOffice: v.optional(v.nullable(officeSchema), null),
  /** Every department of the county, for a case that leaves its matter's route. */
  departments: v.optional(v.array(officeSchema), []),
  /** Whom the matter's route asks together, and how long they have. */
  jointRoute: v.optional(
    v.nullable(
      v.object({
        offices: v.array(officeSchema),
        workdays: v.nullable(v.number()),
      }),
    ),
    null,
  ),
  /** Where its result may be handed over: where it was taken in, and the township's hall. */
  windows: v.optional(
    v.array(v.object({ code: v.string(), place: v.string() })),
    [],
  ),
  /** Offices that were asked together; past the day whoever is silent is named. */
  joint: v.optional(
    v.nullable(
      v.object({
        lead: officeSchema,
        dueOn: dueDaySchema,
        isOverdue: v.boolean(),
        offices: v.array(
          v.object({
            ...officeSchema.entries,
            opinion: v.nullable(v.picklist(OFFICE_OPINIONS)),
            note: v.string(),
          }),
        ),
      }),
    ),
    null,
  ),
  /** Why the applicant wants it back; null: he does not, or was answered. */
  withdrawalAsked: v.optional(v.nullable(v.string()), null),
  presets: v.array(
    v.object({ about: v.string(), reason: v.string(), fix: v.string() }),
  ),
});
export type CaseDetail = v.InferOutput<typeof caseDetailSchema>;

/** What stands masked in a case, whole; `version`: of the case that it is of. */
export const caseNumbersSchema = v.object({
  version: v.number(),
  /** `path` as in `members.0.idNo`. */
  answers: v.array(v.object({ path: v.string(), value: v.string() })),
  certificates: v.array(v.object({ paperId: v.string(), value: v.string() })),
});
export type CaseNumbers = v.InferOutput<typeof caseNumbersSchema>;

/** `version` = number of the last event that the reviewer had before him. */
export const decisionSchema = v.variant('act', [
  ...OFFICE_DECISIONS,
  v.object({ act: v.literal('accept'), version: v.number() }),
  v.object({
    act: v.literal('requestCorrection'),
    version: v.number(),
    items: v.pipe(
      v.array(correctionItemSchema),
      v.minLength(1),
      v.maxLength(50),
    ),
    /** Working days the applicant has. */
    workdays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  }),
  v.object({
    act: v.literal('refuse'),
    version: v.number(),
    reason: trimmed(10, 500),
    authority: trimmed(0, 200),
  }),
  v.object({
    act: v.literal('referElsewhere'),
    version: v.number(),
    reason: trimmed(10, 500),
    authority: trimmed(1, 200),
  }),
  v.object({
    act: v.literal('conclude'),
    version: v.number(),
    result: trimmed(1, 200),
    pickup: v.nullable(trimmed(1, 200)),
    note: trimmed(0, 500),
    /** Code of the station whose window hands it over. */
    window: v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/))),
  }),
  v.object({
    act: v.literal('reject'),
    version: v.number(),
    reason: trimmed(10, 500),
    remedy: trimmed(1, 500),
  }),
]);
export type Decision = v.InferOutput<typeof decisionSchema>;

/** Decisions that a paper tells the applicant of. */
const TOLD_ACTS = [
  'accept',
  'requestCorrection',
  'refuse',
  'referElsewhere',
  'startSpecial',
  'extend',
  'conclude',
  'reject',
] as const satisfies readonly Decision['act'][];
export type ToldDecision = Extract<
  Decision,
  { act: (typeof TOLD_ACTS)[number] }
>;
export function isToldDecision(decision: Decision): decision is ToldDecision {
  const acts: readonly string[] = TOLD_ACTS;
  return acts.includes(decision.act);
}

const line = v.string();
/** The paper that a decision would issue, in words and without its number. */
export const noticePreviewSchema = v.object({
  title: line,
  to: line,
  lead: line,
  facts: v.array(v.object({ label: line, value: line })),
  sections: v.array(v.object({ title: line, lines: v.array(line) })),
  closing: v.array(line),
  issuer: line,
  issuedOn: line,
});
export type NoticePreview = v.InferOutput<typeof noticePreviewSchema>;

/** A reviewer waits for this material of the case. */
export const materialFirstSchema = v.object({ sha256: sha256Schema });
/** `arrived`: it is here already, and nobody was asked. */
export const materialFirstAnswerSchema = v.object({ arrived: v.boolean() });

export const decisionAnswerSchema = v.object({
  version: v.number(),
  display: v.picklist(DISPLAY_STATUSES),
});

/** An operation kept without effect, for a person to settle. */
export const heldRowSchema = v.object({
  operationId: uuid,
  caseId: v.nullable(uuid),
  number: v.nullable(v.string()),
  schema: v.string(),
  code: v.picklist(HELD_CODES),
  stationName: v.nullable(v.string()),
  deviceNumber: v.nullable(v.number()),
  arrivedAt: instant,
});
export const refusedRowSchema = v.object({
  operationId: uuid,
  caseId: v.nullable(uuid),
  number: v.nullable(v.string()),
  schema: v.string(),
  code: v.picklist(REFUSED_CODES),
  stationName: v.nullable(v.string()),
  deviceNumber: v.nullable(v.number()),
  arrivedAt: instant,
});
/** `after`: operation id of the last row of the page before. */
export const unsettledQuerySchema = v.object({ after: v.optional(uuid) });
/** One page, oldest first. `more`: others follow its last row. */
export const heldListSchema = v.object({
  rows: v.array(heldRowSchema),
  more: v.optional(v.boolean()),
});
export const refusedListSchema = v.object({
  rows: v.array(refusedRowSchema),
  more: v.optional(v.boolean()),
});
export type HeldList = v.InferOutput<typeof heldListSchema>;
export type RefusedList = v.InferOutput<typeof refusedListSchema>;
export type HeldRow = v.InferOutput<typeof heldRowSchema>;
export type RefusedRow = v.InferOutput<typeof refusedRowSchema>;

/** `before`: number of the last row of the page before. */
export const auditQuerySchema = v.object({
  caseId: v.optional(uuid),
  accountId: v.optional(v.pipe(v.string(), v.maxLength(80))),
  before: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
  ),
});
export type AuditQuery = v.InferOutput<typeof auditQuerySchema>;

/** Newest first; ids and counts, and nobody's name. */
export const auditListSchema = v.object({
  rows: v.array(
    v.object({
      n: v.number(),
      at: instant,
      accountId: v.nullable(v.string()),
      act: v.string(),
      caseId: v.nullable(uuid),
      detail: v.record(
        v.string(),
        v.union([v.string(), v.number(), v.boolean()]),
      ),
    }),
  ),
  more: v.boolean(),
});
export type AuditList = v.InferOutput<typeof auditListSchema>;
