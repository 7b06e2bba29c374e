// Of a matter, what device and county both read: the village edition's part
// (read-edition.ts). What the county alone reads is in full-matter-schema.ts.
import * as v from 'valibot';
import {
  APPLICANT_KINDS,
  CLOCKS,
  STATUSES,
  OUT_OF_COUNTY,
  VILLAGE_ROLES,
} from './enumerations.ts';
import {
  eligibilityCheckSchema,
  fieldSchema,
  materialSchema,
} from './form-schema.ts';
import { count, days, id, isoDay, legalBasis, text } from './schema-parts.ts';

const guideSchema = v.object({
  summary: text,
  whoCanApply: text,
  bring: text,
});

/** A preset reason of the one-time correction notice. */
const correctionSchema = v.object({ about: id, reason: text, fix: text });

/** What the resident hears at each end a case can come to. */
const outcomeSchema = v.object({
  status: v.pipe(v.number(), v.integer()),
  name: text,
  say: text,
  reasons: v.exactOptional(
    v.union([v.array(text), v.array(v.object({ when: text, where: text }))]),
  ),
  remedy: v.exactOptional(text),
});

const routeStepSchema = v.object({
  order: count,
  officeId: id,
  actor: text,
  action: text,
  /** Null exactly when the step's clock is excluded. */
  maxWorkdays: v.nullable(days),
  clock: v.picklist(CLOCKS),
});

const publicitySchema = v.object({
  workdays: v.nullable(days),
  calendarDays: v.nullable(days),
  place: text,
  privacy: text,
});

export const matterSchema = v.object({
  code: id,
  status: v.picklist(STATUSES),
  /** Cited by what is signed. */
  revision: count,
  withdrawnOn: v.exactOptional(isoDay),
  replacedBy: v.exactOptional(v.nullable(id)),
  name: text,
  short: text,
  pinyin: text,
  shortPinyin: text,
  keywords: v.array(text),
  /** Absent = a person. */
  applicants: v.exactOptional(v.array(v.picklist(APPLICANT_KINDS))),
  category: id,
  department: text,
  /** Came after release 0.1.0. Tells what is settled on the spot (ON_THE_SPOT). */
  caseType: v.exactOptional(text),
  villageRole: v.object({ kind: v.picklist(VILLAGE_ROLES), text }),
  guide: guideSchema,
  conditions: v.array(text),
  eligibilityChecks: v.array(eligibilityCheckSchema),
  /** Role of the person who stands at the counter. */
  counterRole: text,
  fields: v.array(fieldSchema),
  materials: v.array(materialSchema),
  handbook: v.object({
    ask: v.array(text),
    redFlags: v.array(text),
  }),
  corrections: v.array(correctionSchema),
  outcomes: v.array(outcomeSchema),
  legalDays: v.nullable(days),
  promisedDays: days,
  dayUnit: v.literal('workday'),
  fee: v.object({ charge: v.boolean(), amount: v.number(), note: text }),
  legalBasis: v.array(legalBasis),
  channels: v.object({
    oneCert: v.boolean(),
    countyWide: v.boolean(),
    homeVisit: v.boolean(),
    postal: v.boolean(),
    online: v.boolean(),
  }),
  delivery: v.object({ methods: v.pipe(v.array(text), v.minLength(1)) }),
  result: v.object({ name: text, type: text }),
  complaint: v.array(id),
  routing: v.object({
    acceptedBy: id,
    departmentId: id,
    /** The address field whose township owns the case. */
    belongsBy: id,
    crossTownship: v.boolean(),
    outOfCounty: v.picklist(OUT_OF_COUNTY),
  }),
  route: v.pipe(v.array(routeStepSchema), v.minLength(1)),
  publicity: v.nullable(publicitySchema),
  seasonal: v.nullable(
    v.object({
      note: text,
      months: v.array(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
      ),
    }),
  ),
  offline: v.object({ intake: v.boolean(), caution: v.string() }),
});

export type Matter = v.InferOutput<typeof matterSchema>;
