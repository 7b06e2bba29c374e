// A link of so many bytes a second in front of a county, with a clock that goes
// on only while something is on the link: minutes of it cost no time.
import type { Clock, DevicePorts } from '../../../src/device/ports.ts';

type Timer = { atMs: number; task: () => void };

export class SlowLink {
  bytesPerS: number;
  roundTripMs = 600;
  /** Nothing is ever answered, nor refused. */
  isHalfOpen = false;
  /** Of each request that the device gave up: how long it was borne. */
  readonly givenUpMs: number[] = [];
  /** Bytes of each body, in order. */
  readonly bodies: number[] = [];
  #nowMs = 0;
  readonly #timers = new Set<Timer>();

  constructor(bytesPerS: number) {
    this.bytesPerS = bytesPerS;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  clock(wallMs: () => number): Clock {
    return {
      wallMs: () => wallMs() + this.#nowMs,
      monotonicMs: () => this.#nowMs,
      after: (ms, task) => {
        const timer = { atMs: this.#nowMs + ms, task };
        this.#timers.add(timer);
        return () => this.#timers.delete(timer);
      },
    };
  }

  /** `fetch` over this link. */
  over(county: DevicePorts['fetch']): DevicePorts['fetch'] {
    return async (request) => {
      const bytes = (await request.clone().arrayBuffer()).byteLength;
      this.bodies.push(bytes);
      const begunAt = this.#nowMs;
      const ms = (bytes / this.bytesPerS) * 1000 + this.roundTripMs;
      await this.pass(this.isHalfOpen ? Infinity : ms, request.signal);
      if (request.signal.aborted) {
        this.givenUpMs.push(this.#nowMs - begunAt);
        throw new TypeError('aborted');
      }
      return county(request);
    };
  }

  /** Time goes by, timer after timer; it stops when the request is given up. */
  async pass(ms: number, signal: AbortSignal): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > endMs) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.task();
      await Promise.resolve();
      if (signal.aborted) return;
    }
    if (endMs === Infinity) throw new Error('nobody gives it up');
    this.#nowMs = endMs;
  }
}
