// /api/v1/inbound/…: what other systems say to the platform, each request signed
// (RFC 9421) with the secret that it shares with the county.
//   POST cases     a case that a resident has begun on the net → its number
//   POST progress  how far an external office is with a case of its own → 204
// Each carries an `id` of the sender's: said again, it counts once.
import * as v from 'valibot';
import { epochMsOf } from '../domain/calendar/civil-date.ts';
import { answersSchema } from '../domain/cases/answers.ts';
import { consentSchema } from '../domain/cases/consent.ts';
import { MEDIA_TYPES } from '../domain/cases/papers.ts';
import { instant, text, trimmed, uuid } from '../domain/schema-parts.ts';

/** Of a day that exists: days are counted from it, and nobody's device has made it. */
const realInstant = v.pipe(
  instant,
  v.check((said) => Number.isFinite(epochMsOf(said))),
);
/** The sender's own; the same one is the same thing for ever. */
const senderId = trimmed(1, 100);
const caseNumber = v.pipe(v.string(), v.regex(/^\d{27}$/));
const paperId = text(40);

/** A body of it, files included; they are base64. */
export const INBOUND_BYTES = 30 * 1024 * 1024;

const fileSchema = v.object({
  mediaType: v.picklist(MEDIA_TYPES),
  /** Not encrypted: the platform seals it before it keeps it. */
  base64: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{3,}={0,2}$/)),
});

export const inboundCaseSchema = v.object({
  id: senderId,
  /** Code of the matter, its 基本编码 or an 实施编码 of it. */
  matterCode: trimmed(1, 40),
  /** 12 digits: the village that the resident has chosen, where results are handed over. */
  stationCode: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  /** When the resident handed it in. */
  beganAt: realInstant,
  /** By the fields of the matter, as at the counter. */
  answers: answersSchema,
  papers: v.pipe(
    v.array(
      v.variant('how', [
        v.object({
          how: v.literal('file'),
          paperId,
          pages: v.pipe(v.array(fileSchema), v.minLength(1), v.maxLength(30)),
        }),
        v.object({
          how: v.literal('eCert'),
          paperId,
          certificate: trimmed(1, 200),
        }),
      ]),
    ),
    v.maxLength(60),
  ),
  consents: v.optional(
    v.pipe(
      v.array(v.object({ ...consentSchema.entries, at: realInstant })),
      v.maxLength(40),
    ),
    [],
  ),
  /** The resident wants the village's help, e.g. with papers; why, in a word or two. */
  helpWanted: v.optional(v.nullable(text(200)), null),
});
export type InboundCase = v.InferOutput<typeof inboundCaseSchema>;

export const inboundCaseAnswerSchema = v.object({
  caseId: uuid,
  number: caseNumber,
  /** With the last nine digits of the number it shows the resident how the case stands. */
  queryCode: v.string(),
  /**
   * Of the life that the county's data is in. Another one than before: the county came
   * back from a backup, and what was sent since that was made is to be sent again.
   */
  epoch: v.optional(text(64)),
});
export type InboundCaseAnswer = v.InferOutput<typeof inboundCaseAnswerSchema>;

export const inboundProgressSchema = v.object({
  id: senderId,
  /** Of the case, as it was told to the office. */
  number: caseNumber,
  progress: v.variant('state', [
    v.object({ state: v.literal('started') }),
    v.object({
      state: v.literal('approved'),
      /** What was decided, in the office's words. */
      result: trimmed(1, 200),
      note: v.optional(trimmed(0, 500), ''),
    }),
    v.object({
      state: v.literal('rejected'),
      reason: trimmed(10, 500),
      /** How it can be contested. */
      remedy: trimmed(1, 500),
    }),
  ]),
});
export type InboundProgress = v.InferOutput<typeof inboundProgressSchema>;
