// POST /api/v1/receipts/status: {receipt} or {last9, queryCode}
import * as v from 'valibot';
import { DISPLAY_STATUSES } from '../domain/cases/display-status.ts';
import { sha256Schema } from '../domain/cases/papers.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

/**
 * What a receipt's QR signs: compact JWS ES256 by the author key, typ
 * `receipt+jwt`, `kid` = its thumbprint. No name, identity number, phone or
 * address. In the QR: {resident address}/r#{JWS}; a fragment is never logged.
 */
export const receiptClaimsSchema = v.object({
  number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  operationId: uuid,
  matterCode: v.string(),
  intake: v.object({ from: v.nullable(instant), device: instant }),
  /** SHA-256 of the submit operation's payload. */
  payloadSha256: sha256Schema,
  deviceId: uuid,
  seq: v.number(),
  /** Chain head before the submit. */
  head: v.nullable(sha256Schema),
});
export type ReceiptClaims = v.InferOutput<typeof receiptClaimsSchema>;

export const receiptStatusRequestSchema = v.union([
  v.object({ receipt: v.pipe(v.string(), v.maxLength(4000)) }),
  v.object({
    last9: v.pipe(v.string(), v.regex(/^\d{9}$/)),
    queryCode: v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{6}$/)),
  }),
]);
export type ReceiptStatusRequest = v.InferOutput<
  typeof receiptStatusRequestSchema
>;

/** Matter, masked name, state and dates; never a reason or a paper's content. */
export const receiptStatusAnswerSchema = v.object({
  genuine: v.boolean(),
  arrived: v.boolean(),
  number: v.nullable(v.string()),
  matterName: v.nullable(v.string()),
  stationName: v.nullable(v.string()),
  intakeAt: v.nullable(instant),
  status: v.nullable(
    v.object({
      applicantMasked: v.string(),
      display: v.picklist(DISPLAY_STATUSES),
      steps: v.array(v.object({ kind: v.string(), at: instant })),
      noticeBy: v.nullable(v.string()),
      promisedBy: v.nullable(v.string()),
    }),
  ),
});
export type ReceiptStatusAnswer = v.InferOutput<
  typeof receiptStatusAnswerSchema
>;
