// The line between one profile and the county. It counts requests, and on those
// that the plan names something goes wrong.
import { unreachable } from '../../../src/domain/unreachable.ts';
import type { Scheduler, Lane } from '../scheduler/scheduler.ts';
import type { County } from './county.ts';
import {
  readRequest,
  textOf,
  toResponse,
  type Answered,
  type Delivered,
} from './delivery.ts';
import { batchIds } from '../oracle/line.ts';
import type { Mishap } from './weather.ts';

const PORTAL = '<html><body>Please sign in</body></html>';
const LATE_MS = 120_000;
/** A question cut at its end was under way so long. */
const CUT_MS = 4_000;

/** What the oracle hears of the line. */
export type Tap = {
  /** An answer leaves the county, whether or not it arrives. */
  answered: (request: Delivered, answer: Answered) => void;
  mishap: (mishap: Mishap, request: Delivered) => void;
  /** Who asked, or who was to answer, died meanwhile: what came of it is unknown. */
  orphaned: (request: Delivered) => void;
  /** Anything that sets out, and what will go wrong with it. */
  seen: (request: Delivered, mishap: Mishap | undefined) => void;
};

export class Link {
  readonly #scheduler: Scheduler;
  readonly #county: County;
  readonly #tap: Tap;
  readonly #air: Lane;
  /** By the number of the request on this line, from 1. */
  readonly mishaps = new Map<number, Mishap>();
  /** What requests meet for now. */
  outage: (() => Mishap | undefined) | undefined;
  requests = 0;
  /** A proxy that reads along will take offence at so many more operations. */
  picky = 0;
  /** Operations that it lets nobody carry. */
  readonly refused = new Set<string>();
  /** The latest answers by kind, for the one that is swapped. */
  readonly #latest = new Map<string, Answered>();
  /**
   * Every request. One follows its caller's signal through a weak reference: of a
   * request that nobody holds, the garbage collector, which no seed orders, would
   * decide whether it hears that it is given up.
   */
  readonly #held: Request[] = [];

  constructor(
    scheduler: Scheduler,
    { county, tap, air }: { county: County; tap: Tap; air: Lane },
  ) {
    this.#scheduler = scheduler;
    this.#county = county;
    this.#tap = tap;
    this.#air = air;
  }

  /** `fetch` for a window, whose own tasks run in `lane`. */
  fetchFor(lane: Lane): (request: Request) => Promise<Response> {
    return async (request) => {
      const response = await this.#send(lane, request);
      const where = response.headers.get('location');
      if (request.redirect !== 'follow' || where === null) return response;
      const next = new URL(where, request.url);
      return this.#send(lane, new Request(next, { signal: request.signal }));
    };
  }

  #send(lane: Lane, request: Request): Promise<Response> {
    this.#held.push(request);
    return new Promise((resolve, reject) => {
      let isOver = false;
      const end = (settle: () => void) => {
        if (isOver) return;
        isOver = true;
        this.#scheduler.post(lane, 'answer', settle);
      };
      const fail = () => end(() => reject(new TypeError('Failed to fetch')));
      const answer = (response: Response) => end(() => resolve(response));
      const { signal } = request;
      if (signal.aborted) fail();
      signal.addEventListener('abort', () => {
        if (isOver) return;
        isOver = true;
        reject(new DOMException('aborted', 'AbortError'));
      });
      const carry = async () => {
        const delivered = await readRequest(request);
        await this.#carry(delivered, { answer, fail });
        if (lane.isDead) this.#tap.orphaned(delivered);
      };
      void carry();
    });
  }

  async #carry(
    delivered: Delivered,
    to: { answer: (response: Response) => void; fail: () => void },
  ): Promise<void> {
    this.requests += 1;
    const mishap = this.#isRefused(delivered)
      ? { kind: 'tooLarge' as const, part: 0 }
      : (this.outage?.() ?? this.mishaps.get(this.requests));
    if (mishap !== undefined) this.#tap.mishap(mishap, delivered);
    this.#tap.seen(delivered, mishap);
    const { kind, part = 0 } = mishap ?? {};
    await this.#delay(underWayMs(mishap));
    switch (kind) {
      case 'offline':
        return to.fail();
      case 'halfOpen':
        return;
      case 'portal200':
        return to.answer(
          toResponse(page(200, [['content-type', 'text/html']])),
        );
      case 'redirect':
        return to.answer(
          toResponse(page(302, [['location', 'http://county.test/portal']])),
        );
      case 'tooLarge':
        return to.answer(
          toResponse(page(413, [['content-type', 'text/html']])),
        );
      case 'badGateway':
        return to.answer(
          toResponse(page(502, [['content-type', 'text/html']])),
        );
      case 'tooMany':
        return to.answer(
          toResponse(
            page(429, [
              ['content-type', 'text/html'],
              ['retry-after', String(Math.floor(part * 120))],
            ]),
          ),
        );
      case 'late':
        await this.#delay(part * LATE_MS);
        break;
      case 'cutBefore':
        void this.#ask(delivered, Math.floor(part * delivered.body.length));
        return to.fail();
      case 'doubled':
        void this.#delay(part * 3_000).then(() => this.#ask(delivered));
        break;
      case undefined:
      case 'slow':
      case 'answerLost':
      case 'answerVanishes':
      case 'bodyCut':
      case 'jsonCut':
      case 'swapped':
        break;
      default:
        return unreachable(kind);
    }
    const answered = await this.#ask(delivered);
    await this.#delay(0);
    if (answered === 'reset' || kind === 'answerLost') return to.fail();
    if (kind === 'answerVanishes') return;
    const kindOfAnswer = `${delivered.method} ${delivered.path.split('/').slice(0, 4).join('/').split('?')[0]}`;
    const former = this.#latest.get(kindOfAnswer);
    this.#latest.set(kindOfAnswer, answered);
    if (kind === 'swapped' && former !== undefined)
      return to.answer(toResponse(former));
    if (kind === 'jsonCut')
      return to.answer(
        toResponse({
          ...answered,
          body: answered.body.slice(0, part * answered.body.length),
        }),
      );
    return to.answer(toResponse(answered, kind === 'bodyCut'));
  }

  #isRefused(delivered: Delivered): boolean {
    const ids = batchIds(delivered);
    const [first] = ids;
    if (this.picky > 0 && first !== undefined) {
      this.picky -= 1;
      this.refused.add(first);
    }
    return ids.some((id) => this.refused.has(id));
  }

  async #ask(
    delivered: Delivered,
    cutAt?: number,
  ): Promise<Answered | 'reset'> {
    const process = this.#county.process();
    if (process === undefined) {
      // Nobody listens: the connection is never made.
      this.#tap.orphaned(delivered);
      return 'reset';
    }
    const answered = await process.handle(delivered, cutAt);
    if (answered === 'reset') this.#tap.orphaned(delivered);
    // Nobody hears what it says to half a question.
    else if (cutAt === undefined) this.#tap.answered(delivered, answered);
    return answered;
  }

  /** One way of the line: 20 to 400 ms, and `more`. */
  async #delay(more: number): Promise<void> {
    const ms = this.#scheduler.random.between(20, 400) + more;
    await this.#scheduler.sleep(this.#air, 'air', ms);
  }
}

/** What moved before it broke is not what never moved: the device tells them apart. */
function underWayMs(mishap: Mishap | undefined): number {
  if (mishap?.kind === 'slow') return 2_000 + mishap.part * 20_000;
  return mishap?.kind === 'cutBefore' ? mishap.part * CUT_MS : 0;
}

function page(status: number, headers: [string, string][]): Answered {
  return { status, headers, body: new TextEncoder().encode(PORTAL) };
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf(answered: Answered): unknown {
  try {
    return JSON.parse(textOf(answered)) as unknown;
  } catch {
    return undefined;
  }
}
