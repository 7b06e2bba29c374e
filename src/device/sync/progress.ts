// What the strip says of the link: facts in memory, told to watchers.
import type { SyncView } from '../device-api.ts';
import type { Clock } from '../ports.ts';

/** Before this much time a rate says nothing. */
const RATE_AFTER_MS = 2_000;

type Listener = () => void;

export class Progress {
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  #startedAt = 0;
  #isHeard = false;
  #view: SyncView = {
    link: 'unknown',
    running: false,
    sending: null,
    lastContactAt: null,
    allDeliveredAt: null,
    nextAttemptAt: null,
    deviceRevoked: false,
    appTooOld: false,
    lost: [],
    clockAheadMs: null,
    photographs: {
      photographs: 'always',
      dailyMegabytes: null,
      spentToday: 0,
      isMetered: false,
      waitingFor: null,
    },
  };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get view(): SyncView {
    return this.#view;
  }

  set(change: Partial<SyncView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Text is on its way and the county has answered in this very round. */
  get isTextUnderWay(): boolean {
    const { running, sending } = this.#view;
    return running && this.#isHeard && sending?.phase === 'text';
  }

  /** The county has answered, at this moment (ISO 8601). */
  contact(at: string): void {
    this.#isHeard = true;
    this.set({ link: 'connected', lastContactAt: at });
  }

  /** A round found this much to send. */
  begin(operations: number, bytesTotal: number): void {
    this.#startedAt = this.#clock.monotonicMs();
    this.#isHeard = false;
    this.set({
      sending:
        bytesTotal === 0
          ? null
          : {
              phase: operations > 0 ? 'text' : 'materials',
              operationsLeft: operations,
              bytesSent: 0,
              bytesTotal,
              secondsLeft: null,
            },
    });
  }

  sent(bytes: number, operations = 0): void {
    const { sending } = this.#view;
    if (sending === null) return;
    const bytesSent = Math.min(sending.bytesSent + bytes, sending.bytesTotal);
    const operationsLeft = Math.max(sending.operationsLeft - operations, 0);
    this.set({
      sending: {
        ...sending,
        phase: operationsLeft > 0 ? 'text' : 'materials',
        operationsLeft,
        bytesSent,
        secondsLeft: this.#secondsLeft(bytesSent, sending.bytesTotal),
      },
    });
  }

  #secondsLeft(sent: number, total: number): number | null {
    const elapsedMs = this.#clock.monotonicMs() - this.#startedAt;
    if (elapsedMs < RATE_AFTER_MS || sent === 0) return null;
    return Math.ceil(((total - sent) * elapsedMs) / sent / 1000);
  }
}
