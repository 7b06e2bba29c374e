// THE answer function: what an answer, or none, means for what was asked. Nothing
// else may decide it.
//
// An answer counts only if its type is JSON, it fits the schema and, for a batch,
// it echoes the batch's id: a captive portal's 200 is nothing.
import * as v from 'valibot';
import { unreachable } from '../../domain/unreachable.ts';
import {
  enrolmentAnswerSchema,
  ticketAnswerSchema,
  vaultEscrowAnswerSchema,
} from '../../protocol/enrolment.ts';
import type { ErrorCode, ProblemCode } from '../../protocol/error-code.ts';
import {
  operationAnswerSchema,
  type OperationAnswer,
  type OperationResult,
} from '../../protocol/operations.ts';
import { problemSchema, type Problem } from '../../protocol/problem.ts';
import { sessionAnswerSchema } from '../../protocol/session.ts';
import { feedPageFrameSchema } from './feed-page.ts';

const SCHEMAS = {
  session: sessionAnswerSchema,
  operations: operationAnswerSchema,
  feed: feedPageFrameSchema,
  enrolment: enrolmentAnswerSchema,
  ticket: ticketAnswerSchema,
  escrow: vaultEscrowAnswerSchema,
} as const;
export type AskedKind = keyof typeof SCHEMAS;
type AnswerOf<Kind extends AskedKind> = v.InferOutput<(typeof SCHEMAS)[Kind]>;

export type Asked<Kind extends AskedKind> = Kind extends 'operations'
  ? { kind: Kind; batchId: string; ids: readonly string[] }
  : { kind: Kind };

export type Heard =
  /** No connection, a cut, or silence until the time was up. */
  | { kind: 'nothing' }
  | {
      kind: 'answer';
      status: number;
      isRedirect: boolean;
      /** Without parameters, lower case; '' when there is none. */
      mediaType: string;
      retryAfterS: number | null;
      /** Parsed JSON; undefined when it is none or was cut. */
      body: unknown;
      upload: { offset: number | null; isComplete: boolean };
    };

export type LaterWhy = 'offline' | 'portal' | 'server';

/** What to do; only `take` moves rows of the outbox by an answer's word. */
export type Decision<Value> =
  | { act: 'take'; value: Value }
  /** The token or the nonce is stale. */
  | { act: 'newSession'; nonce: string | null }
  /** This device may only deliver from now on. */
  | { act: 'revoked' }
  | { act: 'epochChanged' }
  | { act: 'cursorExpired' }
  /** The batch is too big: send half of it. */
  | { act: 'halve' }
  /** One of the batch is bad: find it by halves. */
  | { act: 'bisect' }
  /** One operation alone is bad: into the tray. */
  | { act: 'tray'; code: ErrorCode }
  /** A final no that is no operation's: enrolment, ticket. */
  | { act: 'no'; code: ProblemCode }
  /** Transient, for ever: try again with growing pauses. */
  | { act: 'later'; why: LaterWhy; retryAfterS: number | null };

/** What an answer means for what was asked. */
export function decideAnswer<Kind extends AskedKind>(
  asked: Asked<Kind>,
  heard: Heard,
): Decision<AnswerOf<Kind>> {
  if (heard.kind === 'nothing') return later('offline', null);
  if (heard.isRedirect) return later('portal', null);
  if (heard.status >= 200 && heard.status < 300)
    return readSuccess(asked, heard);
  return decideProblem(asked, heard);
}

type Answer = Extract<Heard, { kind: 'answer' }>;

function readSuccess<Kind extends AskedKind>(
  asked: Asked<Kind>,
  heard: Answer,
): Decision<AnswerOf<Kind>> {
  const { kind } = asked as { kind: Kind };
  if (!isJson(heard.mediaType)) return later('portal', null);
  const parsed = v.safeParse(SCHEMAS[kind], heard.body);
  if (!parsed.success) return later('server', heard.retryAfterS);
  if (asked.kind === 'operations') {
    const { batchId } = parsed.output as OperationAnswer;
    if (batchId !== asked.batchId) return later('server', null);
  }
  return { act: 'take', value: parsed.output };
}

function decideProblem(
  asked: Asked<AskedKind>,
  heard: Answer,
): Decision<never> {
  const { status, retryAfterS } = heard;
  const size = asked.kind === 'operations' ? asked.ids.length : 0;
  // A proxy's 413 has no problem body, and its meaning is plain all the same.
  if (status === 413 && size > 1) return { act: 'halve' };
  const problem = readProblem(heard);
  if (problem === undefined)
    return later(
      status >= 500 || status === 429 ? 'server' : 'portal',
      retryAfterS,
    );
  if (status === 401)
    return asked.kind === 'ticket' || asked.kind === 'enrolment'
      ? { act: 'no', code: problem.code }
      : { act: 'newSession', nonce: problem.nonce ?? null };
  // A person waits for the ticket and must hear that the tries are used up.
  if (status === 429 && asked.kind === 'ticket')
    return { act: 'no', code: problem.code };
  if (status === 429 || status >= 500) return later('server', retryAfterS);
  if (problem.code === 'deviceRevoked') return { act: 'revoked' };
  if (problem.code === 'epochChanged') return { act: 'epochChanged' };
  if (problem.code === 'cursorExpired') return { act: 'cursorExpired' };
  if (asked.kind === 'ticket' || asked.kind === 'enrolment')
    return { act: 'no', code: problem.code };
  if (asked.kind === 'operations' && isBadRequest(status)) {
    if (size > 1) return { act: 'bisect' };
    return { act: 'tray', code: status === 413 ? 'tooLarge' : 'invalid' };
  }
  // A no that we do not understand is not final: nothing is ever given up.
  return later('server', retryAfterS);
}

function isBadRequest(status: number): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422;
}

function readProblem(heard: Answer): Problem | undefined {
  if (!isJson(heard.mediaType)) return undefined;
  const parsed = v.safeParse(problemSchema, heard.body);
  return parsed.success ? parsed.output : undefined;
}

function isJson(mediaType: string): boolean {
  return (
    mediaType === 'application/json' || mediaType === 'application/problem+json'
  );
}

function later(why: LaterWhy, retryAfterS: number | null): Decision<never> {
  return { act: 'later', why, retryAfterS };
}

/** How a row of the outbox moves by its result. */
export type Settlement =
  | { to: 'settled'; result: 'applied'; code: null; paths: [] }
  | { to: 'settled'; result: 'held'; code: ErrorCode; paths: [] }
  | { to: 'attention'; result: 'refused'; code: ErrorCode; paths: string[] }
  /** Not stored by the county: it stays pending. */
  | { to: 'pending'; code: ErrorCode };

/** What the county decided about one operation moves its row. */
export function decideResult(result: OperationResult): Settlement {
  switch (result.result) {
    case 'applied':
    case 'duplicate':
      return { to: 'settled', result: 'applied', code: null, paths: [] };
    case 'held':
      return { to: 'settled', result: 'held', code: result.code, paths: [] };
    case 'refused':
      return {
        to: 'attention',
        result: 'refused',
        code: result.code,
        paths: result.paths ?? [],
      };
    case 'later':
      return { to: 'pending', code: result.code };
    default:
      return unreachable(result);
  }
}

export type UploadDecision =
  /** The county has the whole material. */
  | { act: 'complete' }
  /**
   * It has so many bytes: send the rest. All of them is no completion: the county
   * may have been stopped before it checked them, and a rest of nothing asks it to.
   */
  | { act: 'resume'; offset: number }
  /** It has nothing of it, or bytes that do not fit: send the whole. */
  | { act: 'whole' }
  | { act: 'newSession'; nonce: string | null }
  /** This one is not taken now, and says nothing about the others. */
  | { act: 'passOver' }
  | { act: 'later'; why: LaterWhy; retryAfterS: number | null };

/**
 * What the answer to an upload request means; `total` = the material's bytes.
 * A 2xx counts only with the upload's own headers, or as 201.
 */
export function decideUpload(heard: Heard, total: number): UploadDecision {
  if (heard.kind === 'nothing')
    return { act: 'later', why: 'offline', retryAfterS: null };
  const { status, upload, retryAfterS } = heard;
  if (heard.isRedirect) return { act: 'later', why: 'portal', retryAfterS };
  if (status >= 200 && status < 300) {
    if (status === 201 || upload.isComplete) return { act: 'complete' };
    if (upload.offset !== null && upload.offset <= total)
      return { act: 'resume', offset: upload.offset };
    return { act: 'later', why: 'portal', retryAfterS };
  }
  const problem = readProblem(heard);
  if (status === 401)
    return problem === undefined
      ? { act: 'later', why: 'portal', retryAfterS }
      : { act: 'newSession', nonce: problem.nonce ?? null };
  // HEAD has no body: its 404 is known by what was asked.
  if (
    status === 404 &&
    (problem !== undefined || heard.mediaType !== 'text/html')
  )
    return { act: 'whole' };
  const offset = problem?.offset ?? upload.offset;
  if (status === 409 && offset !== null && offset <= total)
    return { act: 'resume', offset };
  if (problem?.code === 'digestMismatch') return { act: 'whole' };
  // A proxy's 413 has no problem body, and its meaning is plain all the same.
  if (status === 413 || (problem !== undefined && isBadRequest(status)))
    return { act: 'passOver' };
  return { act: 'later', why: 'server', retryAfterS };
}
