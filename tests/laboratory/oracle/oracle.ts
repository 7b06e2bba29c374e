// The memory of a witness outside the product: what the screen said was saved,
// what the county's answers said, and what went wrong meanwhile. It believes
// nothing that a database says later.
import { createHash } from 'crypto';
import * as v from 'valibot';
import { operationAnswerSchema } from '../../../src/protocol/operations.ts';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { Answered, Delivered } from '../world/delivery.ts';
import { jsonOf } from '../world/link.ts';
import type { Mishap } from '../world/weather.ts';

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
  /** True time, ms. */
  atMs: number;
};

export type Acknowledged = {
  result: 'applied' | 'held' | 'refused';
  code: string | null;
  atMs: number;
  /** How often the county had been restored by then. */
  restores: number;
};

export class Oracle {
  readonly saved = new Map<string, Saved>();
  /** By operation: the latest final word that left the county. */
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Faults that happened, by kind. */
  readonly faults = new Map<string, number>();
  /** Everything that crossed in the open: URLs. */
  readonly urls: string[] = [];
  /** Bodies of problems. */
  readonly problems: string[] = [];
  /** Profiles whose store was taken away, and since when. */
  readonly evicted = new Map<string, number>();
  /** What the code threw that is no answer. */
  readonly bugs: string[] = [];
  readonly #now: () => { ms: number; restores: number };

  constructor(now: () => { ms: number; restores: number }) {
    this.#now = now;
  }

  save(saved: Omit<Saved, 'atMs'>): void {
    this.saved.set(saved.operationId, { ...saved, atMs: this.#now().ms });
  }

  fault(kind: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }

  bug(error: unknown): void {
    this.bugs.push(
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  }

  mishap({ kind }: Mishap): void {
    this.fault(kind);
  }

  /** An answer leaves the county; whether it arrives is another thing. */
  answered({ method, path }: Delivered, answer: Answered): void {
    if (answer.status >= 400)
      this.problems.push(new TextDecoder().decode(answer.body));
    if (method !== 'POST' || path !== '/api/v1/operations') return;
    const parsed = v.safeParse(operationAnswerSchema, jsonOf(answer));
    if (!parsed.success) return;
    const { ms: atMs, restores } = this.#now();
    for (const { id, ...said } of parsed.output.results) {
      if (said.result === 'later') continue;
      this.acknowledged.set(id, {
        result: said.result === 'duplicate' ? 'applied' : said.result,
        code: 'code' in said ? said.code : null,
        atMs,
        restores,
      });
    }
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
