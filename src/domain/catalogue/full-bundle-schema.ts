// A bundle as the county publishes it: besides what every device reads, how it was
// made up and the figures of an example.
import * as v from 'valibot';
import { answersSchema } from '../cases/answers.ts';
import {
  bundleSchema,
  externalComponentSchema,
  matterComponentSchema,
} from './bundle-schema.ts';
import { HANDLINGS, MATERIAL_KINDS, MATERIAL_SOURCES } from './enumerations.ts';
import {
  count,
  days,
  id,
  joint,
  legalBasis,
  provenance,
  text,
} from './schema-parts.ts';

const figuresSchema = v.object({
  papers: days,
  visits: days,
  workdays: days,
});

const formFiguresSchema = v.object({ ...figuresSchema.entries, fields: days });

const mergedMaterialSchema = v.object({
  key: text,
  typeId: id,
  subject: text,
  name: text,
  kind: v.picklist(MATERIAL_KINDS),
  copies: count,
  source: v.picklist(MATERIAL_SOURCES),
  deficiencyAllowed: v.boolean(),
  commitmentAllowed: v.boolean(),
  eCertReplaces: v.boolean(),
  handling: v.picklist(HANDLINGS),
  usedBy: v.array(id),
  how: text,
  because: v.nullable(text),
});

/** Derived figures of the bundle's example; never edited by hand. */
const computedSchema = v.object({
  scenario: text,
  components: v.array(id),
  before: formFiguresSchema,
  after: formFiguresSchema,
  mergedMaterials: v.array(mergedMaterialSchema),
});

const { handbook } = bundleSchema.entries;

const note = v.exactOptional(text);
const fullComponentSchema = v.union([
  v.object({ ...matterComponentSchema.entries, note }),
  v.object({
    ...externalComponentSchema.entries,
    legalBasis: v.exactOptional(v.array(legalBasis)),
    joint: v.exactOptional(joint),
    note,
  }),
]);

export const fullBundleSchema = v.object({
  ...bundleSchema.entries,
  countyList: v.nullable(text),
  components: v.pipe(v.array(fullComponentSchema), v.minLength(1)),
  revision: count,
  handbook: v.exactOptional(
    v.object({ ...handbook.wrapped.entries, provenance }),
  ),
  example: v.object({
    label: text,
    answers: v.record(v.string(), text),
    forms: v.record(v.string(), answersSchema),
  }),
  claimed: v.exactOptional(
    v.object({ before: figuresSchema, after: figuresSchema, source: text }),
  ),
  compositionNote: text,
  source: v.string(),
  provenance: v.record(v.string(), provenance),
  computed: computedSchema,
});

export type FullBundle = v.InferOutput<typeof fullBundleSchema>;
