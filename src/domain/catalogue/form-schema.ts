// Fields, papers and checks: what a form asks. Matters and the applicant forms
// of bundles share them.
import * as v from 'valibot';
import {
  COLUMN_TYPES,
  ELIGIBILITY_LEVELS,
  FIELD_TYPES,
  HANDLINGS,
  MATERIAL_KINDS,
  MATERIAL_SOURCES,
  SENSITIVITIES,
} from './enumerations.ts';
import { count, expression, id, text } from './schema-parts.ts';

const options = v.pipe(v.array(text), v.minLength(1));

/** A column of a table: a field without conditions of its own. */
const columnSchema = v.object({
  id,
  label: text,
  type: v.picklist(COLUMN_TYPES),
  required: v.boolean(),
  pi: v.picklist(SENSITIVITIES),
  options: v.exactOptional(options),
  min: v.exactOptional(v.number()),
  max: v.exactOptional(v.number()),
  step: v.exactOptional(v.number()),
  maxLength: v.exactOptional(count),
  unit: v.exactOptional(text),
  validator: v.exactOptional(id),
  help: v.exactOptional(text),
});

export const fieldSchema = v.object({
  id,
  label: text,
  type: v.picklist(FIELD_TYPES),
  required: v.boolean(),
  requiredIf: v.exactOptional(expression),
  visibleIf: v.exactOptional(expression),
  options: v.exactOptional(options),
  multiple: v.exactOptional(v.boolean()),
  /**
   * Of a choice that the other answers decide (an age band, by the identity number):
   * option to the condition that means it; they exclude each other. It is filled in,
   * may be put right, and is judged like any other answer.
   */
  optionIf: v.exactOptional(v.record(text, expression)),
  columns: v.exactOptional(v.pipe(v.array(columnSchema), v.minLength(1))),
  minRows: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  maxRows: v.exactOptional(count),
  min: v.exactOptional(v.number()),
  max: v.exactOptional(v.number()),
  step: v.exactOptional(v.number()),
  maxLength: v.exactOptional(count),
  unit: v.exactOptional(text),
  validator: v.exactOptional(id),
  help: v.exactOptional(text),
  prefill: v.exactOptional(text),
  pi: v.picklist(SENSITIVITIES),
});

/** A paper as one matter asks for it; it inherits its type's handbook. */
export const materialSchema = v.object({
  id,
  typeId: id,
  subject: text,
  name: text,
  kind: v.picklist(MATERIAL_KINDS),
  copies: count,
  source: v.picklist(MATERIAL_SOURCES),
  provider: text,
  handling: v.picklist(HANDLINGS),
  required: v.boolean(),
  requiredIf: v.exactOptional(expression),
  condition: v.exactOptional(text),
  optionalNote: v.exactOptional(text),
  deficiencyAllowed: v.boolean(),
  commitmentAllowed: v.boolean(),
  eCert: v.object({ replaces: v.boolean(), name: v.nullable(text) }),
  sharedData: v.exactOptional(v.boolean()),
  notes: v.exactOptional(text),
});

/** A paper named by type and subject only; the rest comes from its type. */
export const materialUseSchema = v.object({
  id: v.exactOptional(id),
  typeId: id,
  subject: text,
  required: v.boolean(),
  requiredIf: v.exactOptional(expression),
  condition: v.exactOptional(text),
  kind: v.exactOptional(v.picklist(MATERIAL_KINDS)),
  copies: v.exactOptional(count),
  source: v.exactOptional(v.picklist(MATERIAL_SOURCES)),
  handling: v.exactOptional(v.picklist(HANDLINGS)),
});

export const eligibilityCheckSchema = v.object({
  id,
  expr: expression,
  level: v.picklist(ELIGIBILITY_LEVELS),
  message: text,
});

/** The form that says who applies: asked once, before a bundle's matters. */
export const applicantFormSchema = v.object({
  counterRole: text,
  fields: v.array(fieldSchema),
  checks: v.array(eligibilityCheckSchema),
  materials: v.array(materialUseSchema),
});

export type Column = v.InferOutput<typeof columnSchema>;
export type Field = v.InferOutput<typeof fieldSchema>;
export type Material = v.InferOutput<typeof materialSchema>;
export type EligibilityCheck = v.InferOutput<typeof eligibilityCheckSchema>;
export type MaterialUse = v.InferOutput<typeof materialUseSchema>;
