// One JSON file is one version of the catalogue, data only. The schema names
// every key of the format `village-catalogue/1`; what spans several parts
// (ids that must exist, sums that must agree) is in check-catalogue.ts.
import * as v from 'valibot';
import { answersSchema } from '../cases/answers.ts';
import { bundleSchema } from './bundle-schema.ts';
import {
  complaintChannelSchema,
  departmentSchema,
  materialTypeSchema,
  regionsSchema,
  stationKindSchema,
} from './county-schema.ts';
import { STATUSES } from './enumerations.ts';
import { applicantFormSchema } from './form-schema.ts';
import { matterSchema } from './matter-schema.ts';
import { id, isoDay, labels, text } from './schema-parts.ts';

const CATALOGUE_FORMAT = 'village-catalogue/1';

const enumsSchema = v.object({
  statuses: labels,
  itemTypes: labels,
  caseTypes: labels,
  villageRoles: labels,
  fieldTypes: labels,
  pi: labels,
  roles: labels,
  attributes: labels,
  prefills: labels,
  subjects: labels,
  materialKinds: labels,
  materialSources: labels,
  handlings: labels,
  substitutes: labels,
  deliveryMethods: labels,
  routeLevels: labels,
  clocks: labels,
  eligibilityLevels: labels,
  outOfCounty: labels,
  bundleLevels: labels,
  provenance: labels,
  validators: labels,
  applicants: labels,
  countyLists: labels,
  stationKinds: labels,
  posts: labels,
  servingWays: labels,
  visitTimes: labels,
  origins: labels,
  villageTasks: labels,
  numberLines: labels,
});

const expressionSchema = v.object({
  language: text,
  helpers: v.array(v.object({ name: id, signature: text, meaning: text })),
  examples: v.array(
    v.object({
      expr: text,
      answers: answersSchema,
      today: v.exactOptional(isoDay),
      /** Null = unknown. */
      result: v.nullable(v.boolean()),
    }),
  ),
});

const validatorSchema = v.object({
  id,
  meaning: text,
  examples: v.array(v.object({ value: v.string(), valid: v.boolean() })),
});

export const catalogueSchema = v.object({
  format: v.literal(CATALOGUE_FORMAT),
  version: text,
  /** `draft` until the county publishes; screens then say so. */
  status: v.picklist(STATUSES),
  generated: isoDay,
  area: text,
  note: text,
  stats: v.record(v.string(), v.number()),
  enums: enumsSchema,
  expression: expressionSchema,
  validators: v.array(validatorSchema),
  villageCaution: text,
  handbookCommon: v.array(text),
  complaintChannels: v.array(complaintChannelSchema),
  departments: v.array(departmentSchema),
  stationKinds: v.array(stationKindSchema),
  applicantForms: v.object({
    person: applicantFormSchema,
    organisation: applicantFormSchema,
  }),
  categories: v.array(v.object({ id, name: text, matters: v.array(id) })),
  materialTypes: v.array(materialTypeSchema),
  caseStatusSource: v.exactOptional(text),
  caseStatuses: v.array(
    v.object({ code: v.pipe(v.number(), v.integer()), id, name: text }),
  ),
  ratingLevels: v.array(
    v.object({
      value: v.pipe(v.number(), v.integer()),
      name: text,
      bad: v.exactOptional(v.boolean()),
    }),
  ),
  matters: v.array(matterSchema),
  bundles: v.array(bundleSchema),
  regions: regionsSchema,
  /** Matters that were considered and left out. */
  alternates: v.array(v.object({ name: text, note: v.exactOptional(text) })),
});

export type Catalogue = v.InferOutput<typeof catalogueSchema>;
export type Category = Catalogue['categories'][number];
export type EnumName = keyof Catalogue['enums'];
