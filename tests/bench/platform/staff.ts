// What staff ask while villages send: over HTTP, signed in, one question after the other.
import type { Demo } from '../../../src/protocol/demo.ts';
import { p95 } from './percentile.ts';

export const QUESTIONS = ['worklist', 'search', 'case', 'figures'] as const;
export type Question = (typeof QUESTIONS)[number];
export type Latencies = Record<Question, number>;

type Answer = { rows?: { caseId: string }[]; next?: string | null };
const OURS = { 'Sec-Fetch-Site': 'same-origin' };

export class Staff {
  readonly #origin: string;
  readonly #cookies: string[];
  readonly #searches: readonly string[];
  #next: string | null = null;
  #turn = 0;
  #taken: Record<Question, number[]> = empty();
  /** Answers that were none. */
  errors = 0;

  private constructor(
    origin: string,
    cookies: string[],
    searches: readonly string[],
  ) {
    this.#origin = origin;
    this.#cookies = cookies;
    this.#searches = searches;
  }

  /** Every reviewer of the demo. `searches`: what they look for, in turn. */
  static async signedIn(
    origin: string,
    { accounts }: Demo,
    searches: readonly string[],
  ): Promise<Staff> {
    const cookies: string[] = [];
    for (const { login, password, role } of accounts) {
      if (role !== 'reviewer') continue;
      const answer = await fetch(`${origin}/api/v1/review/session`, {
        method: 'POST',
        headers: { ...OURS, 'Content-Type': 'application/json' },
        body: JSON.stringify({ login, password }),
      });
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
      if (cookie !== undefined) cookies.push(cookie);
    }
    if (cookies.length === 0) throw new Error('the demo has no reviewer');
    return new Staff(origin, cookies, searches);
  }

  /** Asks each question so often and gives the 95th percentile of each. */
  async quietly(times: number): Promise<Latencies> {
    await this.#round();
    this.#taken = empty();
    for (let i = 0; i < times; i += 1) await this.#round();
    return this.latencies();
  }

  /** Asks as people do, with a pause between, until `end`. */
  keepAsking(people: number, pauseMs: number): { end: () => Promise<void> } {
    this.#taken = empty();
    const line = { isOpen: true };
    const running = Array.from({ length: people }, async () => {
      while (line.isOpen) {
        await this.#round();
        await new Promise((resolve) => {
          setTimeout(resolve, pauseMs);
        });
      }
    });
    return {
      end: async () => {
        line.isOpen = false;
        await Promise.all(running);
      },
    };
  }

  latencies(): Latencies {
    const { worklist, search, case: ofCase, figures } = this.#taken;
    return {
      worklist: p95(worklist),
      search: p95(search),
      case: p95(ofCase),
      figures: p95(figures),
    };
  }

  async #round(): Promise<void> {
    const turn = this.#turn;
    this.#turn += 1;
    const cookie = this.#cookies[turn % this.#cookies.length] ?? '';
    // What waits, all of it, and now and then the page behind.
    const status = ['received', '', 'accepted', 'concluded'][turn % 4] ?? '';
    const before =
      turn % 4 === 1 && this.#next !== null ? `&before=${this.#next}` : '';
    const list = await this.#ask('worklist', cookie, {
      path: `/api/v1/review/cases?status=${status}${before}`,
    });
    if (turn % 4 === 1) this.#next = list?.next ?? null;
    const rows = list?.rows ?? [];
    const search = this.#searches[turn % this.#searches.length] ?? '';
    await this.#ask('search', cookie, {
      path: '/api/v1/review/cases/search',
      body: { search },
    });
    const shown = rows[turn % Math.max(rows.length, 1)];
    if (shown !== undefined)
      await this.#ask('case', cookie, {
        path: `/api/v1/review/cases/${shown.caseId}`,
      });
    await this.#ask('figures', cookie, { path: '/api/v1/figures/summary' });
  }

  async #ask(
    question: Question,
    cookie: string,
    { path, body }: { path: string; body?: unknown },
  ): Promise<Answer | undefined> {
    const begun = performance.now();
    try {
      const answer = await fetch(this.#origin + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...OURS,
          Cookie: cookie,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const read = (await answer.json()) as Answer;
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      this.#taken[question].push(performance.now() - begun);
      return read;
    } catch {
      this.errors += 1;
      return undefined;
    }
  }
}

function empty(): Record<Question, number[]> {
  return { worklist: [], search: [], case: [], figures: [] };
}
