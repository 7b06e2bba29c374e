// Of a bundle, what device and county both read: the village edition's part
// (read-edition.ts). What the county alone reads is in full-bundle-schema.ts.
import * as v from 'valibot';
import { APPLICANT_KINDS, BUNDLE_LEVELS, STATUSES } from './enumerations.ts';
import { materialUseSchema } from './form-schema.ts';
import { days, expression, id, text } from './schema-parts.ts';

const questionSchema = v.object({
  id,
  label: text,
  type: v.literal('select'),
  options: v.pipe(v.array(text), v.minLength(2)),
});

const componentBase = {
  required: v.boolean(),
  when: v.exactOptional(expression),
  whenText: v.exactOptional(text),
  after: v.array(id),
  /** Subject inside the component to subject of the bundle. */
  subjects: v.exactOptional(v.record(v.string(), text)),
  outputs: v.exactOptional(v.array(v.object({ typeId: id, subject: text }))),
  promisedDaysInBundle: v.exactOptional(days),
  daysBefore: v.exactOptional(days),
  outsidePromise: v.exactOptional(v.boolean()),
};

export const matterComponentSchema = v.object({ matter: id, ...componentBase });

/** A step at an office outside this catalogue: no case of ours. */
export const externalComponentSchema = v.object({
  external: id,
  name: text,
  officeId: id,
  materials: v.array(materialUseSchema),
  /** Null only together with `outsidePromise`. */
  promisedDays: v.nullable(days),
  legalDays: v.exactOptional(v.nullable(days)),
  ...componentBase,
});

export const bundleSchema = v.object({
  code: id,
  status: v.picklist(STATUSES),
  name: text,
  short: text,
  pinyin: text,
  keywords: v.array(text),
  level: v.picklist(BUNDLE_LEVELS),
  lead: id,
  handOnTo: v.exactOptional(id),
  applicant: v.exactOptional(v.picklist(APPLICANT_KINDS)),
  applicantForm: v.exactOptional(v.boolean()),
  trigger: text,
  summary: text,
  handbook: v.exactOptional(
    v.object({ ask: v.array(text), redFlags: v.array(text) }),
  ),
  questions: v.array(questionSchema),
  subjects: v.record(v.string(), text),
  components: v.pipe(
    v.array(v.union([matterComponentSchema, externalComponentSchema])),
    v.minLength(1),
  ),
  sharedFields: v.array(v.object({ ask: text, fills: v.array(text) })),
  substitutions: v.array(
    v.object({ need: text, by: text, note: v.exactOptional(text) }),
  ),
  promise: v.object({
    workdays: days,
    covers: text,
    dayUnit: v.literal('workday'),
  }),
});

export type Bundle = v.InferOutput<typeof bundleSchema>;
export type BundleComponent = Bundle['components'][number];
