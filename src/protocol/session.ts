// POST /api/v1/session: opens a device session.
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { ackSchema } from './operations.ts';
import { instant } from '../domain/schema-parts.ts';

/** An audience: `station:{12 digits}` or `township:{9 digits}`. */
export const audienceSchema = v.pipe(
  v.string(),
  v.regex(/^(station:\d{12}|township:\d{9})$/),
);

/** The position of a reader, with the MAC of the last item it pulled. */
export const cursorSchema = v.object({
  audience: audienceSchema,
  pos: v.pipe(v.number(), v.integer(), v.minValue(0)),
  mac: v.nullable(v.string()),
});

export const sessionRequestSchema = v.object({
  /**
   * Compact JWS ES256 by the delivery key, typ `session+jwt`, over
   * {iss: deviceId, aud: 'intake', nonce}.
   */
  assertion: v.string(),
  /**
   * The same over {iss: author key thumbprint, aud: 'intake', nonce} by an
   * unlocked author key: adds scope `read`. null while locked.
   */
  authorAssertion: v.nullable(v.string()),
  have: v.object({
    epoch: v.nullable(v.string()),
    ack: v.nullable(ackSchema),
    /** Of one audience also earlier ones: the latest that can be proven counts. */
    cursors: v.array(cursorSchema),
    /** Highest seq that this device has made. */
    seq: v.number(),
    /** Its hash: the head of the device's chain. Absent: an older app. */
    head: v.optional(v.nullable(sha256Schema)),
    /** Entries of its chain that the device has lost, as inclusive ranges. */
    lost: v.optional(v.array(v.tuple([v.number(), v.number()]))),
    /** Cases whose history this app cannot read. */
    unreadable: v.optional(v.number()),
  }),
  /** Words that author keys have left the device (enrolment.ts: AuthorLeft). */
  left: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(2048))), v.maxLength(20)),
  ),
});
export type SessionRequest = v.InferOutput<typeof sessionRequestSchema>;

export const assertionClaimsSchema = v.object({
  iss: v.string(),
  aud: v.literal('intake'),
  nonce: v.string(),
});

export const sessionAnswerSchema = v.object({
  token: v.string(),
  tokenExpiresAt: instant,
  scope: v.array(v.picklist(['deliver', 'read'])),
  /** For the next session's assertion. */
  nonce: v.string(),
  serverTime: instant,
  epoch: v.string(),
  /**
   * Of the county's engine, from one start to the next. A restore that nobody has
   * noticed leaves the epoch as it was, and never this. Absent: an older county.
   */
  life: v.optional(v.string()),
  have: v.object({
    /** All operations up to it are known. */
    seq: v.number(),
    /** Gaps below the highest seq seen or said, as inclusive ranges. */
    missing: v.array(v.tuple([v.number(), v.number()])),
  }),
  safeThrough: instant,
  /** Not active: its work is held, nothing is read. Absent: an older county. */
  device: v.optional(v.picklist(['active', 'suspended', 'revoked'])),
  /** Compact JWS, typ `lease+jwt` (enrolment.ts); null: none is needed. */
  lease: v.nullable(v.string()),
  protocol: v.object({ min: v.number(), max: v.number() }),
  limits: v.object({ batchBytes: v.number(), batchOperations: v.number() }),
  /** Thumbprint of the intake key to seal to from now on. */
  sealKid: v.string(),
  /**
   * Forms beyond version 1's that the county opens (lean-form.ts and below). Absent: an
   * older county, which opens none.
   */
  opens: v.optional(
    v.object({
      lean: v.optional(v.number()),
      /** Small materials together (material-bundle.ts). */
      bundles: v.optional(v.number()),
      /** A batch beside the question for a session (early-batch.ts). */
      early: v.optional(v.number()),
    }),
  ),
  catalogueVersion: v.string(),
  /**
   * Days after its conclusion that the text of a case may stay on a device.
   * Absent: an older county, which means 30.
   */
  readableDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Where residents look their receipts up. Absent: where the app is. */
  residentOrigin: v.optional(
    v.pipe(v.string(), v.regex(/^https?:\/\/[\w.-]+(:\d+)?$/)),
  ),
  /**
   * How many residents a device may know. Absent: an older county, which means 300.
   */
  residents: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  audiences: v.array(audienceSchema),
  /** Ids of the words of the request that need not be said again. */
  leftHeard: v.optional(v.array(v.string())),
  /** Read one by one (control.ts). */
  control: v.array(v.unknown()),
  /**
   * After a restore: up to where the county can prove the device's cursors, so
   * that it need not pull from the beginning. Absent: from the beginning. `mac`
   * is the cursor's in the new epoch.
   */
  proven: v.optional(
    v.array(
      v.object({
        audience: audienceSchema,
        pos: v.number(),
        mac: v.optional(v.string()),
      }),
    ),
  ),
  /**
   * What the county confirms in this epoch: the device's proof from now on.
   * Absent: it brought that.
   */
  ack: v.optional(ackSchema),
  /**
   * Materials that this device's operations cite and the county lacks, at most
   * 20: also such as it once had and has lost.
   */
  wanted: v.optional(
    v.array(v.object({ sha256: sha256Schema, offset: v.number() })),
  ),
});
export type SessionAnswer = v.InferOutput<typeof sessionAnswerSchema>;
