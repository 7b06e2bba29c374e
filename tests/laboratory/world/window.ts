// One window with its worker, running the device's own code. It may die at any
// task; a new start is a new worker on the same disk.
import { IDBKeyRange } from 'fake-indexeddb';
import {
  createDevice,
  type Device,
} from '../../../src/device/create-device.ts';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import type { DevicePorts } from '../../../src/device/ports.ts';
import { deliver } from '../../../src/service-worker/courier.ts';
import { Lane } from '../scheduler/scheduler.ts';
import { chance } from '../stillness/chance.ts';
import { DATABASE, type Opener } from './disk.ts';
import { growingFiles } from './growing-files.ts';
import type { Profile } from './profile.ts';
import { plainPictures } from '../../support/plain-pictures.ts';

export const PIN = '358172';

type Life = {
  lane: Lane;
  opener: Opener;
  device: Device;
  listeners: ((stores: readonly string[]) => void)[];
  /** The service worker that it registered, each time that it runs. */
  couriers: Pick<Life, 'lane' | 'opener'>[];
};

export class Window {
  readonly profile: Profile;
  readonly name: string;
  /** A service worker has sent beside it, at some time. */
  hadCourier = false;
  #life: Life | undefined;
  #lives = 0;

  constructor(profile: Profile, number: number) {
    this.profile = profile;
    this.name = `${profile.name}/${number}`;
  }

  get isOpen(): boolean {
    return this.#life !== undefined;
  }

  get lane(): Lane | undefined {
    return this.#life?.lane;
  }

  /** @throws when the window is closed. */
  get api(): DeviceApi {
    if (this.#life === undefined) throw new Error(`${this.name} is closed`);
    return this.#life.device.api;
  }

  /** Opens it; what it does next happens in its own turns. */
  open(): void {
    if (this.#life !== undefined) return;
    this.#lives += 1;
    const { scheduler, disk } = this.profile;
    const lane = new Lane(`${this.name} life ${this.#lives}`, disk.lane);
    const opener: Opener = { isDead: false, connections: new Set() };
    const listeners: Life['listeners'] = [];
    scheduler.post(lane, 'open', () => {
      void this.#life?.device.start().catch(() => undefined);
    });
    const device = scheduler.as(lane, () =>
      createDevice(this.#ports(lane, opener, listeners)),
    );
    this.#life = { lane, opener, device, listeners, couriers: [] };
  }

  /** The system says that a network is back. */
  linkIsBack(): void {
    const life = this.#life;
    if (life === undefined) return;
    const { scheduler } = this.profile;
    scheduler.post(life.lane, 'link', () => life.device.linkIsBack());
  }

  /**
   * The system wakes the service worker, and ends it after a while, whatever it is
   * doing; it dies with its window at the latest.
   */
  sendByCourier(forMs: number): void {
    const life = this.#life;
    if (life === undefined) return;
    const { scheduler, disk } = this.profile;
    const lane = new Lane(`${this.name} courier`, disk.lane);
    const opener: Opener = { isDead: false, connections: new Set() };
    const courier = { lane, opener };
    life.couriers.push(courier);
    this.hadCourier = true;
    scheduler.after(scheduler.world, 'courier ends', forMs, () =>
      this.#end(courier),
    );
    const ports = this.#ports(lane, opener, []);
    scheduler.post(lane, 'courier', () => {
      void deliver(ports).catch(() => undefined);
    });
  }

  /** The worker is gone between two tasks, whatever it was doing. */
  kill(): void {
    const life = this.#life;
    if (life === undefined) return;
    this.#life = undefined;
    for (const each of [life, ...life.couriers]) this.#end(each);
  }

  #end({ lane, opener }: Pick<Life, 'lane' | 'opener'>): void {
    if (opener.isDead) return;
    const { scheduler, disk, locks } = this.profile;
    scheduler.kill(lane);
    for (const [name, owner] of locks) if (owner === opener) locks.delete(name);
    scheduler.as(disk.lane, () => disk.drop(opener));
  }

  /** Calls in the window's own turn; never settles when the window dies. */
  do<Value>(
    label: string,
    act: (api: DeviceApi) => Promise<Value>,
  ): Promise<Value> {
    const life = this.#life;
    if (life === undefined) return Promise.reject(new Error('closed'));
    const { scheduler } = this.profile;
    return new Promise((resolve, reject) => {
      scheduler.post(life.lane, label, () => {
        void act(life.device.api).then(resolve, reject);
      });
    });
  }

  #ports(
    lane: Lane,
    opener: Opener,
    listeners: Life['listeners'],
  ): DevicePorts {
    const { profile } = this;
    const { scheduler, disk, link } = profile;
    const startedMs = scheduler.nowMs;
    return {
      clock: {
        wallMs: () => profile.wallMs(),
        monotonicMs: () => scheduler.nowMs - startedMs,
        after: (ms, task) =>
          scheduler.after(lane, 'timer', Math.max(ms, 1), task),
      },
      fetch: link.fetchFor(lane),
      locks: {
        tryRun: (name, task) => this.#tryRun(opener, name, task),
      },
      neighbours: {
        tell: (stores) => {
          for (const other of profile.windows) other.#hear(this, stores);
        },
        onTold: (listener) => listeners.push(listener),
      },
      newId: () => this.#newId(),
      randomBytes: (count) => chance.random.bytes(count),
      files: growingFiles(),
      ballastBytes: 1000,
      stretch: quickStretch,
      ...plainPictures,
      origin: 'http://county.test',
      databaseName: DATABASE,
      indexedDB: disk.open(opener),
      keyRange: IDBKeyRange,
    };
  }

  async #tryRun<T>(
    opener: Opener,
    name: string,
    task: () => Promise<T>,
  ): Promise<T | undefined> {
    const { locks, hasLocks } = this.profile;
    if (!hasLocks) return task();
    if (locks.has(name)) return undefined;
    locks.set(name, opener);
    try {
      return await task();
    } finally {
      if (locks.get(name) === opener) locks.delete(name);
    }
  }

  #hear(from: Window, stores: readonly string[]): void {
    const life = this.#life;
    if (life === undefined || from === this) return;
    const { scheduler } = this.profile;
    scheduler.post(life.lane, 'neighbour', () => {
      for (const listener of life.listeners) listener(stores);
    });
  }

  /** Version 7, of the device's own clock. */
  #newId(): string {
    const time = Math.max(Math.floor(this.profile.wallMs()), 0)
      .toString(16)
      .padStart(12, '0')
      .slice(-12);
    const bytes = chance.random.bytes(10);
    bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
    bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
    const hex = time + Buffer.from(bytes).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
}

/** Argon2id costs a quarter of a second; its place is tested in a browser. */
async function quickStretch(
  secret: string,
  salt: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder().encode(`${secret}/${salt.join(',')}`);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text));
}
