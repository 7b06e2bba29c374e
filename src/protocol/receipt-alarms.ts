// GET /api/v1/review/receipt-alarms?after=: receipts that were shown and whose case
// has not come.
import * as v from 'valibot';
import { instant } from '../domain/schema-parts.ts';

const number = v.pipe(v.string(), v.regex(/^\d{27}$/));

/** `after`: number of the last row of the page before. */
export const receiptAlarmsQuerySchema = v.object({
  after: v.optional(number),
});

/** Oldest first. What a row says stood on the paper that was shown. */
export const receiptAlarmsSchema = v.object({
  rows: v.array(
    v.object({
      number,
      matterName: v.string(),
      stationName: v.string(),
      townName: v.string(),
      intakeAt: instant,
      firstShownAt: instant,
      lastShownAt: instant,
      times: v.number(),
    }),
  ),
  more: v.boolean(),
});
export type ReceiptAlarms = v.InferOutput<typeof receiptAlarmsSchema>;
