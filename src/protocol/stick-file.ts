// What the records of a stick's file say (stick-records.ts: how they lie there).
//
// Village to township: enrolment requests of a device that had no contact yet,
// the manifest, operations, materials. Township to village: the county's answer.
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { PROBLEM_CODES } from './error-code.ts';
import { operationResultSchema, ackSchema } from './operations.ts';
import { audienceSchema, cursorSchema } from './session.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Typ of a manifest: compact JWS ES256 by the device's delivery key. */
export const STICK_TYP = 'stick+jwt';
/** Typ of the county's answer: compact JWS ES256 by a ticket key of its key set. */
export const STICK_REPLY_TYP = 'stick-reply+jwt';

/** Of one export. */
export const MOST_PARTS = 999;

export const manifestSchema = v.object({
  /** Of this format; a reader takes what it knows of a later one. */
  version: count,
  /** The same in all parts of one export. */
  fileId: uuid,
  deviceId: uuid,
  stationCode: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  /** Lowest and highest seq of this part's operations; 0 and 0: it has none. */
  fromSeq: count,
  toSeq: count,
  /** Of this part. */
  operations: count,
  materials: count,
  /**
   * SHA-256 of each of this part's batches: with it the delivery key vouches for
   * them, as a session does on the network.
   */
  batches: v.array(sha256Schema),
  /** From 1. */
  part: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PARTS)),
  parts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PARTS)),
  /** By the device's clock. */
  madeAt: instant,
  /** What the device has of the county, as a session tells it (session.ts). */
  have: v.object({
    epoch: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))),
    ack: v.nullable(ackSchema),
    cursors: v.array(cursorSchema),
    /** Highest seq that this device has made. */
    seq: count,
    head: v.nullable(sha256Schema),
  }),
});
export type StickManifest = v.InferOutput<typeof manifestSchema>;

/** In every record of an answer. */
const replyFrame = {
  replyId: uuid,
  deviceId: uuid,
  /** From 1, without a gap, to the one that says that it is the last. */
  record: v.pipe(v.number(), v.integer(), v.minValue(1)),
  isLast: v.boolean(),
  serverTime: instant,
  epoch: v.string(),
};

const position = v.object({ audience: audienceSchema, pos: count });

export const replySchema = v.variant('kind', [
  /** First: what the county has of the device, as an answer on the network. */
  v.object({
    kind: v.literal('contact'),
    ...replyFrame,
    /** Thumbprints of the author keys that are bound to the device. */
    authors: v.array(v.string()),
    have: v.object({
      seq: count,
      missing: v.array(v.tuple([v.number(), v.number()])),
    }),
    ack: ackSchema,
    safeThrough: instant,
    /** Thumbprint of the intake key to seal to from now on. */
    sealKid: v.string(),
    /** As in a session's answer (session.ts). */
    device: v.picklist(['active', 'suspended', 'revoked']),
    lease: v.nullable(v.string()),
    control: v.array(v.unknown()),
  }),
  v.object({
    kind: v.literal('results'),
    ...replyFrame,
    results: v.array(operationResultSchema),
  }),
  /** Materials that the county has whole. */
  v.object({
    kind: v.literal('materials'),
    ...replyFrame,
    complete: v.array(sha256Schema),
  }),
  /**
   * A page of the feed, sealed to the wrap keys of the device's clerks: general
   * JWE (RFC 7516), whose plaintext is a FeedPage as JSON.
   */
  v.object({
    kind: v.literal('notices'),
    ...replyFrame,
    /** Positions before and after the page. */
    from: v.array(position),
    next: v.array(position),
    jwe: v.record(v.string(), v.unknown()),
  }),
]);
export type StickReply = v.InferOutput<typeof replySchema>;

/** Of one record of results or materials: about 100 kB as JSON. */
export const REPLY_ROWS = 500;

/** POST /api/v1/imports: the file itself; this header says that we mean it. */
export const IMPORT_PATH = '/api/v1/imports';
export const IMPORT_TYPE = 'application/octet-stream';
/** No other site's page can send it without asking first. */
export const IMPORT_HEADER = 'X-Stick-Import';

/** What one file brought. Cases are counted once, however many acts they had. */
export const importSummarySchema = v.object({
  importId: uuid,
  at: instant,
  by: v.string(),
  /** The device of each genuine manifest. */
  files: v.array(
    v.object({
      fileId: uuid,
      deviceId: uuid,
      stationCode: v.string(),
      stationName: v.string(),
      part: v.number(),
      parts: v.number(),
      /** Of this part, by its manifest. */
      operations: v.number(),
      materials: v.number(),
      madeAt: instant,
      /** Parts of the same export that nobody has brought yet. */
      missingParts: v.array(v.number()),
    }),
  ),
  cases: v.object({
    received: v.number(),
    /** Of these: all of it was here before, by the network or by a file. */
    byNetwork: v.number(),
    byFile: v.number(),
  }),
  operations: v.object({
    received: v.number(),
    alreadyHere: v.number(),
    held: v.number(),
    refused: v.number(),
    /** Kept until the part with their predecessors comes. */
    waiting: v.number(),
    /** Nobody proved to have made them: not taken. */
    unproven: v.number(),
  }),
  materials: v.object({
    received: v.number(),
    alreadyHere: v.number(),
    /** Of no device that this file or the county knows: not taken. */
    unproven: v.number(),
    /** Of a device that has left too many that no case cites: not taken. */
    full: v.number(),
  }),
  damagedRecords: v.number(),
  /** The file ends before its manifest says, or inside a record. */
  torn: v.boolean(),
  /** Manifests whose signature is none of the device's. */
  forged: v.number(),
  /** Enrolments in the file that the county refused. */
  enrolmentProblems: v.array(v.picklist(PROBLEM_CODES)),
});
export type ImportSummary = v.InferOutput<typeof importSummarySchema>;

export const importListSchema = v.object({
  imports: v.array(importSummarySchema),
});
export type ImportList = v.InferOutput<typeof importListSchema>;
