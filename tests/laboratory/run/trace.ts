// Everything that happened, in order: hashed always, kept as text when asked.
import { createHash } from 'crypto';
import type { Lane, Scheduler } from '../scheduler/scheduler.ts';

/** Characters that are hashed at once. */
const A_BLOCK = 16_384;

export class Trace {
  readonly lines: string[] = [];
  readonly #scheduler: Scheduler;
  readonly #isKept: boolean;
  readonly #hash = createHash('sha256');
  readonly #begunMs: number;
  /** Not hashed yet. */
  #latest = '';

  constructor(scheduler: Scheduler, isKept: boolean) {
    this.#scheduler = scheduler;
    this.#isKept = isKept;
    this.#begunMs = scheduler.nowMs;
  }

  step({ name }: Lane, label: string): void {
    const { steps, nowMs } = this.#scheduler;
    this.#add(`${steps} ${nowMs} ${name} ${label}\n`);
    if (this.#isKept && label !== 'disk' && label !== 'query')
      this.#keep(`${name}: ${label}`);
  }

  /** Something worth telling whoever replays the run. */
  note(text: string): void {
    this.#add(`${text}\n`);
    if (this.#isKept) this.#keep(`== ${text}`);
  }

  #keep(text: string): void {
    const { steps, nowMs } = this.#scheduler;
    const seconds = ((nowMs - this.#begunMs) / 1000).toFixed(3);
    this.lines.push(
      `${String(steps).padStart(6)} ${seconds.padStart(9)}s ${text}`,
    );
  }

  #add(line: string): void {
    this.#latest += line;
    if (this.#latest.length > A_BLOCK) this.#hashLatest();
  }

  #hashLatest(): void {
    this.#hash.update(this.#latest);
    this.#latest = '';
  }

  hash(): string {
    this.#hashLatest();
    return this.#hash.copy().digest('hex').slice(0, 16);
  }
}
