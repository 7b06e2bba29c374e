// Rows of other versions of the app are read too, so a case's content is checked
// when it is opened. Loose: what a newer version wrote beside it is kept.
import * as v from 'valibot';
import { operationSchema, submitSchema } from '../../domain/cases/operation.ts';
import { WITHDRAWAL_REASONS } from '../../domain/cases/withdrawal-reason.ts';
import type { CaseContent } from './case-content.ts';

const later = {
  operationId: v.string(),
  operation: operationSchema,
  at: v.string(),
};
const takenBack = v.looseObject({
  reason: v.picklist(WITHDRAWAL_REASONS),
  words: v.string(),
  at: v.string(),
});
const schema = v.looseObject({
  operationId: v.string(),
  submit: submitSchema,
  matterName: v.string(),
  matterShort: v.string(),
  promisedDays: v.nullable(v.number()),
  applicantName: v.string(),
  idLast4: v.nullable(v.string()),
  clerkName: v.string(),
  stationName: v.string(),
  phone: v.nullable(v.string()),
  noticeBy: v.looseObject({ date: v.string(), provisional: v.boolean() }),
  paperNames: v.record(v.string(), v.string()),
  qr: v.string(),
  later: v.array(v.looseObject(later)),
  withdrawn: v.optional(takenBack),
  undone: v.optional(v.array(v.looseObject({ ...later, takenBack }))),
  retired: v.optional(v.array(v.string())),
  printed: v.optional(v.record(v.string(), v.array(v.string()))),
  batchId: v.optional(v.string()),
});

export function isCaseContent(value: unknown): value is CaseContent {
  return v.is(schema, value);
}
