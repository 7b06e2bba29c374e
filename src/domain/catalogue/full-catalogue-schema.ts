// One JSON file is one version of the catalogue, data only, as the county publishes
// it: every key of the format `village-catalogue/1`.
import * as v from 'valibot';
import { answersSchema } from '../cases/answers.ts';
import { catalogueSchema } from './catalogue-schema.ts';
import { fullBundleSchema } from './full-bundle-schema.ts';
import {
  fullComplaintChannelSchema,
  fullMaterialTypeSchema,
  fullRegionsSchema,
  stationKindSchema,
} from './full-county-schema.ts';
import { fullMatterSchema } from './full-matter-schema.ts';
import { id, isoDay, labels, provenance, text } from './schema-parts.ts';

const { enums, applicantForms } = catalogueSchema.entries;

const enumsSchema = v.object({
  ...enums.entries,
  statuses: labels,
  itemTypes: labels,
  caseTypes: labels,
  villageRoles: labels,
  fieldTypes: labels,
  pi: labels,
  roles: labels,
  attributes: labels,
  prefills: labels,
  materialSources: labels,
  substitutes: labels,
  routeLevels: labels,
  clocks: labels,
  eligibilityLevels: labels,
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

const fullApplicantFormSchema = v.object({
  ...applicantForms.entries.person.entries,
  provenance,
});

export const fullCatalogueSchema = v.object({
  ...catalogueSchema.entries,
  generated: isoDay,
  area: text,
  note: text,
  stats: v.record(v.string(), v.number()),
  enums: enumsSchema,
  expression: expressionSchema,
  validators: v.array(validatorSchema),
  villageCaution: text,
  complaintChannels: v.array(fullComplaintChannelSchema),
  stationKinds: v.array(stationKindSchema),
  applicantForms: v.object({
    person: fullApplicantFormSchema,
    organisation: fullApplicantFormSchema,
  }),
  materialTypes: v.array(fullMaterialTypeSchema),
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
  matters: v.array(fullMatterSchema),
  bundles: v.array(fullBundleSchema),
  regions: fullRegionsSchema,
  /** Matters that were considered and left out. */
  alternates: v.array(v.object({ name: text, note: v.exactOptional(text) })),
});

export type FullCatalogue = v.InferOutput<typeof fullCatalogueSchema>;
export type EnumName = keyof FullCatalogue['enums'];
