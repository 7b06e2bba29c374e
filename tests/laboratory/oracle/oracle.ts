// The memory of a witness outside the product: what the screen said was saved,
// what was printed and typed, what the county's answers said, and what went wrong
// meanwhile. It believes nothing that a database says later.
import { createHash } from 'crypto';
import * as v from 'valibot';
import {
  operationAnswerSchema,
  type OperationResult,
} from '../../../src/protocol/operations.ts';
import type { StickReply } from '../../../src/protocol/stick-file.ts';
import { unreadableAnswerSchema } from '../../../src/protocol/unreadable.ts';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type {
  DeviceState,
  OutboxView,
} from '../../../src/device/device-api.ts';
import type { Answered, Delivered } from '../world/delivery.ts';
import { jsonOf, type Tap } from '../world/link.ts';
import type { Eviction } from './eviction.ts';
import { batchIds, Line } from './line.ts';

/** An operation of which the screen has said that it is saved. */
export type Saved = {
  operationId: string;
  kind: string;
  caseId: string;
  number: string;
  profile: string;
  /** Of the inner JWS. */
  sha256: string;
  casePrev: string | null;
  seq: number;
  /** As the clerk typed them. */
  answers: Answers;
  /** SHA-256 of each picture and signature, in plain. */
  pictures: string[];
  /** In the place of one that was refused. */
  isAgain: boolean;
  /** True time at which the clerk handed it in, ms. */
  begunMs: number;
  /** True time at which the screen said it, ms. */
  atMs: number;
};

export type Acknowledged = {
  result: 'applied' | 'held' | 'refused';
  code: string | null;
  atMs: number;
  /** How often the county had been restored by then. */
  restores: number;
};

/** A receipt that somebody holds in his hand. */
export type Printed = {
  number: string;
  /** Whole text of its QR. */
  qr: string;
  profile: string;
};

/** What the screen said was saved of a draft. */
export type Typed = {
  profile: string;
  answers: Answers;
  /** SHA-256 of each picture and signature; absent: it is not complete. */
  pictures?: string[];
  /** The clerk has pressed the button: it may be a case by now. */
  isHandedIn: boolean;
  /** As the screen gave it back later, or the code of its no. */
  readAgain?: Answers | string;
};

/** A browser whose ticket another one was bound with. */
export type TurnedAway = {
  firstId: string;
  /** As its screens were at the end. */
  shown?: DeviceState | undefined;
  /** Cases that they listed. */
  listed?: string[];
};

/** Something personal, which is searched for where it must not be. */
export type Canary = { name: string; bytes: Buffer };

/** An answer that the device got from its county. */
export type Pulled = {
  profile: string;
  audience: string;
  caseId: string | null;
};

/** The county's engine was away: what came of the question nobody knows. */
const UNAVAILABLE = 503;

type Now = { ms: number; restores: number };

export class Oracle {
  readonly saved = new Map<string, Saved>();
  /** By operation: the latest final word that left the county. */
  readonly acknowledged = new Map<string, Acknowledged>();
  /** By operation: every word that ever left it. */
  readonly said = new Map<string, Set<OperationResult['result']>>();
  /** Operations that were refused while they were sent alone, by whomever. */
  readonly badAlone = new Set<string>();
  readonly printed: Printed[] = [];
  /** By draft. */
  readonly typed = new Map<string, Typed>();
  readonly canaries: Canary[] = [];
  readonly pulled: Pulled[] = [];
  /** By device. */
  readonly lines = new Map<string, Line>();
  /** What was safe by the county's word, and when it said so; rising. */
  readonly safe: { through: string; atMs: number }[] = [];
  /** The outbox as the screen showed it last, by device. */
  readonly shown = new Map<string, OutboxView>();
  /** Cases on which the county's code has failed. */
  readonly poisoned = new Set<string>();
  /** Numbers of what was called saved, and lay in no outbox at that moment. */
  readonly savedNowhere: string[] = [];
  /** Faults that happened, by kind. */
  readonly faults = new Map<string, number>();
  /** Everything that crossed in the open: URLs. */
  readonly urls: string[] = [];
  /** Bodies of problems. */
  readonly problems: string[] = [];
  /** Profiles whose store was taken away, and when the last time. */
  readonly evicted = new Map<string, number>();
  /** Of each of them what lay there (eviction.ts). */
  readonly evictions: Eviction[] = [];
  /** What a first page kept to itself of its store. */
  readonly unsaid = new Set<string>();
  /** Operations that lay in such a store alone. */
  readonly goneWithStore = new Set<string>();
  /** By profile. */
  readonly turnedAway = new Map<string, TurnedAway>();
  /** Operations that were held, and that a person has decided on. */
  readonly decidedByHand = new Set<string>();
  /** Materials whose bytes a disk has lost. */
  readonly gone = new Set<string>();
  /** Told of the results of every batch that was answered. */
  readonly onResults: ((results: readonly OperationResult[]) => void)[] = [];
  /** Told of every batch on which the county has failed as a whole. */
  readonly onBatchFailed: ((ids: readonly string[], status: number) => void)[] =
    [];
  /** What the code threw that is no answer. */
  readonly bugs: string[] = [];
  readonly #now: () => Now;

  constructor(now: () => Now) {
    this.#now = now;
  }

  save(saved: Omit<Saved, 'atMs'>): void {
    this.saved.set(saved.operationId, { ...saved, atMs: this.#now().ms });
  }

  /** A name, or the beginning of a picture. */
  watchFor(name: string, secret: string | Uint8Array): void {
    const bytes = Buffer.from(
      typeof secret === 'string' ? Buffer.from(secret) : secret.slice(0, 24),
    );
    this.canaries.push({ name, bytes });
  }

  fault(kind: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }

  bug(error: unknown): void {
    this.bugs.push(
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  }

  lineOf(profile: string): Line {
    const line = this.lines.get(profile) ?? new Line();
    this.lines.set(profile, line);
    return line;
  }

  /** What it hears on the line of one device. */
  tapOf(profile: string): Tap {
    const line = this.lineOf(profile);
    return {
      mishap: ({ kind }, request) => {
        this.fault(kind);
        if (kind === 'tooLarge') this.#noteRefusal(batchIds(request));
      },
      orphaned: (request) => line.orphaned(request),
      seen: (request, mishap) => {
        this.urls.push(request.path);
        line.seen(request, mishap, this.#now().ms);
      },
      answered: (request, answer) => {
        if (answer.status === UNAVAILABLE) line.orphaned(request);
        this.#answered(profile, request, answer);
      },
    };
  }

  /** An answer leaves the county; whether it arrives is another thing. */
  #answered(profile: string, request: Delivered, answer: Answered): void {
    const { method, path } = request;
    const isBatch = method === 'POST' && path === '/api/v1/operations';
    if (answer.status >= 400) {
      this.problems.push(new TextDecoder().decode(answer.body));
      if ([400, 413, 415, 422].includes(answer.status))
        this.#noteRefusal(batchIds(request));
      if (answer.status >= 500 && isBatch)
        for (const hear of this.onBatchFailed)
          hear(batchIds(request), answer.status);
      return;
    }
    const json = jsonOf(answer);
    this.#noteSafety(json);
    if (path === '/api/v1/session') this.#noteSession(profile, json);
    if (path.startsWith('/api/v1/feed')) this.#notePulled(profile, json);
    if (path === '/api/v1/operations/unreadable') this.#noteCopy(json);
    if (!isBatch) return;
    const parsed = v.safeParse(operationAnswerSchema, json);
    if (!parsed.success) return;
    const { results } = parsed.output;
    for (const result of results) this.#noteResult(result);
    for (const hear of this.onResults) hear(results);
  }

  /** The county's answer to a stick says it too. */
  noteReply(reply: StickReply): void {
    if (reply.kind === 'contact') this.#noteSafety(reply);
    if (reply.kind === 'results')
      for (const result of reply.results) this.#noteResult(result);
  }

  #noteResult({ id, ...said }: OperationResult): void {
    const { ms: atMs, restores } = this.#now();
    const results = this.said.get(id) ?? new Set();
    this.said.set(id, results.add(said.result));
    if (said.result === 'later') return;
    this.acknowledged.set(id, {
      result: said.result === 'duplicate' ? 'applied' : said.result,
      code: 'code' in said ? said.code : null,
      atMs,
      restores,
    });
  }

  /** Told of what lies in a tray the county says what it had decided about it. */
  #noteCopy(json: unknown): void {
    const parsed = v.safeParse(unreadableAnswerSchema, json);
    if (parsed.success && parsed.output.result !== undefined)
      this.#noteResult(parsed.output.result);
  }

  #noteRefusal(ids: readonly string[]): void {
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) this.badAlone.add(only);
  }

  #noteSafety(json: unknown): void {
    const { safeThrough: through } = (json ?? {}) as { safeThrough?: string };
    if (through === undefined) return;
    const last = this.safe.at(-1);
    if (last === undefined || last.through < through)
      this.safe.push({ through, atMs: this.#now().ms });
  }

  #noteSession(profile: string, json: unknown): void {
    const { nonce } = (json ?? {}) as { nonce?: string };
    if (nonce !== undefined)
      this.lineOf(profile).sessionsAtMs.set(nonce, this.#now().ms);
  }

  #notePulled(profile: string, json: unknown): void {
    const { items = [] } = (json ?? {}) as {
      items?: { audience: string; caseId: string | null }[];
    };
    for (const { audience, caseId } of items)
      this.pulled.push({ profile, audience, caseId });
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
