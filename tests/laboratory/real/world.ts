// The real parts together: one village's Chromium, the line, the platform with
// its PostgreSQL; and the faults, each tied to an event, never to a time.
import { EventEmitter, once } from 'node:events';
import { unreachable } from '../../../src/domain/unreachable.ts';
import { openLink, type Link } from '../../support/link.ts';
import {
  aPlatform,
  until,
  type PlatformProcess,
} from '../../support/platform-process.ts';
import { connectToPrivate } from '../../support/private-database.ts';
import { killEngine } from './engine.ts';
import type { Said } from './in-page/clerk.ts';
import { Oracle } from './oracle.ts';
import type { Random } from './random.ts';
import { Station } from './station.ts';

const VILLAGE = '422825201237';

export const TARGETS = ['browser', 'platform', 'engine', 'line'] as const;
export type Target = (typeof TARGETS)[number];

/** What a fault waits for, counted from now. */
export type Trigger =
  | { on: 'draft' | 'submitting' | 'saved'; count: number }
  | { on: 'up' | 'down'; bytes: number };

/** A trigger in the middle of things: a said word, or a byte on the line. */
export function drawTrigger(random: Random): Trigger {
  const on = random.pick([
    'draft',
    'submitting',
    'saved',
    'up',
    'up',
    'down',
  ] as const);
  if (on === 'up') return { on, bytes: random.between(1, 120_000) };
  if (on === 'down') return { on, bytes: random.between(1, 6_000) };
  return { on, count: random.between(1, 3) };
}

export class World {
  readonly oracle = new Oracle();
  readonly #events = new EventEmitter();
  readonly platform: PlatformProcess;
  readonly link: Link;
  readonly station: Station;

  private constructor(
    platform: PlatformProcess,
    link: Link,
    station: Station,
    events: EventEmitter,
  ) {
    this.platform = platform;
    this.link = link;
    this.station = station;
    this.#events = events;
  }

  static async open(): Promise<World> {
    const events = new EventEmitter();
    const platform = await aPlatform();
    await platform.start();
    const link = await openLink(
      () => platform.port,
      0,
      (direction, piece) => {
        events.emit(direction, piece.length);
        events.emit('piece', direction, piece);
      },
    );
    const station = await Station.make(
      `http://localhost:${link.port}`,
      (said) => events.emit('said', said),
    );
    const world = new World(platform, link, station, events);
    events.on('said', (said: Said) => {
      world.oracle.hears(said);
      events.emit(said.kind);
    });
    const demo = await platform.demo();
    const village = demo.villages.find(({ code }) => code === VILLAGE);
    if (village === undefined) throw new Error('the demo county is not there');
    await station.opens();
    await station.enrols(village.shortCode);
    return world;
  }

  once(word: Said['kind'], listener: () => void): void {
    this.#events.once(word, listener);
  }

  onPiece(listener: (direction: 'up' | 'down', piece: Buffer) => void): void {
    this.#events.on('piece', listener);
  }

  /** Resolves when the trigger is met. */
  async meets(trigger: Trigger, signal: AbortSignal): Promise<void> {
    let left = 'count' in trigger ? trigger.count : trigger.bytes;
    while (left > 0) {
      const [bytes] = (await once(this.#events, trigger.on, { signal })) as [
        number | undefined,
      ];
      left -= bytes ?? 1;
    }
  }

  /** Strikes at once; gives what mends it. */
  async strikes(target: Target): Promise<() => Promise<void>> {
    const { platform, link, station } = this;
    switch (target) {
      case 'browser':
        await station.browser.kill();
        return () => this.#reopens();
      case 'platform':
        await platform.kill();
        return () => platform.start();
      case 'engine':
        killEngine(platform.dataDir);
        return () =>
          until(async () => {
            const ready = await fetch(
              `http://127.0.0.1:${platform.port}/readyz`,
            ).catch(() => undefined);
            return ready?.ok === true;
          }, 60_000);
      case 'line':
        link.cut();
        return () => Promise.resolve();
      default:
        return unreachable(target);
    }
  }

  /** As the clerk does: opens the app, unlocks, goes on with his drafts. */
  async #reopens(): Promise<void> {
    const { station, oracle } = this;
    await station.opens();
    await station.unlocks();
    oracle.comparesDevice(await station.finds());
    for (const [draftId, wish] of oracle.drafts) {
      oracle.comparesDraft(draftId, await station.answersOf(draftId));
      await station.finishes(draftId, wish);
    }
  }

  /** Without faults, until the device has nothing left to send. */
  async comesToRest(): Promise<void> {
    const { station, link } = this;
    link.set({ up: true, bytesPerSecond: null, delayMs: 0 });
    let left = Infinity;
    // As long as something moves there is no hurry; a standstill is a fault.
    for (let still = 0; left > 0 && still < 20; still += 1) {
      await station.sends();
      const { unsent } = await station.finds();
      const now = unsent.operations + unsent.materials;
      if (now < left) still = 0;
      left = now;
    }
    if (left > 0)
      this.oracle.faults.lost.push(`${left} are stuck in the queue`);
  }

  async compares(): Promise<number> {
    const outbox = await this.station.outbox();
    const sql = await connectToPrivate(this.platform.dataDir);
    try {
      await this.oracle.comparesCounty(sql, this.platform.dataDir, outbox);
    } finally {
      await sql.end({ timeout: 5 });
    }
    return outbox.length;
  }

  /** What does not answer any more is not asked to end. */
  async falls(): Promise<void> {
    await this.platform.kill();
    killEngine(this.platform.dataDir);
  }

  async closes(): Promise<void> {
    await this.station.browser.remove();
    await this.link.close();
    await this.platform.remove();
  }
}
