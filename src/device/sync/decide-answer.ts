// THE answer function: what an answer, or none, means for what was asked. Nothing
// else may decide it; an upload's answer is in its heads, and is decide-upload.ts's.
//
// An answer counts only if its type is JSON, it fits the schema and says that it is
// to this very question: a batch's by its id, a page's by where it begins. A captive
// portal's 200 is nothing.
import * as v from 'valibot';
import {
  enrolmentAnswerSchema,
  ticketAnswerSchema,
  vaultEscrowAnswerSchema,
} from '../../protocol/enrolment.ts';
import type { ProblemCode, RefusedCode } from '../../protocol/error-code.ts';
import { bundleAnswerSchema } from '../../protocol/material-bundle.ts';
import type { OperationAnswer } from '../../protocol/operations.ts';
import { problemSchema, type Problem } from '../../protocol/problem.ts';
import { sessionAnswerSchema } from '../../protocol/session.ts';
import { witnessAnswerSchema } from '../../protocol/witnesses.ts';
import {
  feedPageFrameSchema,
  isPageAfter,
  type FeedPageFrame,
  type FeedPlace,
} from './feed-page.ts';
import {
  operationAnswerFrameSchema,
  unreadableAnswerFrameSchema,
} from './operation-answer.ts';

const SCHEMAS = {
  session: sessionAnswerSchema,
  operations: operationAnswerFrameSchema,
  feed: feedPageFrameSchema,
  enrolment: enrolmentAnswerSchema,
  ticket: ticketAnswerSchema,
  escrow: vaultEscrowAnswerSchema,
  unreadable: unreadableAnswerFrameSchema,
  witnesses: witnessAnswerSchema,
  bundle: bundleAnswerSchema,
} as const;
export type AskedKind = keyof typeof SCHEMAS;
type AnswerOf<Kind extends AskedKind> = v.InferOutput<(typeof SCHEMAS)[Kind]>;

export type Asked<Kind extends AskedKind> = Kind extends 'operations'
  ? { kind: Kind; batchId: string; ids: readonly string[] }
  : Kind extends 'feed'
    ? { kind: Kind; after: readonly FeedPlace[] }
    : { kind: Kind };

export type Heard =
  /** No connection, a cut, or silence until the time was up. */
  | {
      kind: 'nothing';
      /** It broke while something was moving: the link may be there again at once. */
      isCut?: true;
    }
  | {
      kind: 'answer';
      status: number;
      isRedirect: boolean;
      /** Without parameters, lower case; '' when there is none. */
      mediaType: string;
      retryAfterS: number | null;
      /** Parsed JSON; undefined when it is none or was cut. */
      body: unknown;
      /** `of`: the upload that it speaks of; null: it does not say. */
      upload: {
        offset: number | null;
        isComplete: boolean;
        of: string | null;
      };
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
  | { act: 'tray'; code: RefusedCode }
  /** A final no that is no operation's: enrolment, ticket. */
  | { act: 'no'; code: ProblemCode }
  /**
   * Transient, for ever: try again with growing pauses. `perhapsOne`: the county
   * failed, and perhaps on one operation of the batch alone.
   */
  | {
      act: 'later';
      why: LaterWhy;
      retryAfterS: number | null;
      perhapsOne: boolean;
    };

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
  if (
    asked.kind === 'feed' &&
    !isPageAfter(parsed.output as FeedPageFrame, asked.after)
  )
    return later('server', null);
  return { act: 'take', value: parsed.output };
}

function decideProblem(
  asked: Asked<AskedKind>,
  heard: Answer,
): Decision<never> {
  const { status } = heard;
  const size = asked.kind === 'operations' ? asked.ids.length : 0;
  // A proxy's 413 has no problem body, and its meaning is plain all the same.
  if (status === 413 && size > 0)
    return size > 1 ? { act: 'halve' } : { act: 'tray', code: 'tooLarge' };
  const problem = readProblem(heard);
  if (problem === undefined)
    return failing(asked, heard, isServers(status) ? 'server' : 'portal');
  if (status === 401)
    return asked.kind === 'ticket' || asked.kind === 'enrolment'
      ? { act: 'no', code: problem.code }
      : { act: 'newSession', nonce: problem.nonce ?? null };
  // A person waits for the ticket and must hear that the tries are used up.
  if (status === 429 && asked.kind === 'ticket')
    return { act: 'no', code: problem.code };
  if (isServers(status)) return failing(asked, heard, 'server');
  if (problem.code === 'deviceRevoked') return { act: 'revoked' };
  if (problem.code === 'epochChanged') return { act: 'epochChanged' };
  if (problem.code === 'cursorExpired') return { act: 'cursorExpired' };
  if (asked.kind === 'ticket' || asked.kind === 'enrolment')
    return { act: 'no', code: problem.code };
  if (asked.kind === 'operations' && isBadRequest(status)) {
    return size > 1 ? { act: 'bisect' } : { act: 'tray', code: 'invalid' };
  }
  // A no that we do not understand is not final: nothing is ever given up.
  return failing(asked, heard, 'server');
}

/**
 * What is failing is not known. One operation may make the county, or a proxy
 * that reads along, stumble; a busy or a signing-in one says so of itself.
 */
function failing(
  asked: Asked<AskedKind>,
  { status, retryAfterS }: Answer,
  why: LaterWhy,
): Decision<never> {
  const isOfItself =
    retryAfterS !== null || status === 401 || status === 429 || status === 511;
  const perhapsOne = asked.kind === 'operations' && !isOfItself;
  return { act: 'later', why, retryAfterS, perhapsOne };
}

function isServers(status: number): boolean {
  return status === 429 || status >= 500;
}

export function isBadRequest(status: number): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422;
}

export function readProblem(heard: Answer): Problem | undefined {
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
  return { act: 'later', why, retryAfterS, perhapsOne: false };
}
