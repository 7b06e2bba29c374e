// POST /api/v1/review/cases/export: the list as a file, of what the person may see of it.
import * as v from 'valibot';
import { worklistSearchSchema } from './review.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** As the list is shown: `status` '' = all. */
export const caseExportSchema = v.object({
  ...v.pick(worklistSearchSchema, ['status', 'search']).entries,
  format: v.picklist(EXPORT_FORMATS),
});

export const EXPORT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
