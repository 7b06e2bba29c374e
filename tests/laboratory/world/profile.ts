// One browser profile: a disk, a line, a clock that may lie, and the windows that
// are open on it.
import type { StationMark } from '../../../src/counter/mark-of-station.ts';
import { Lane, type Scheduler } from '../scheduler/scheduler.ts';
import { Disk, type Opener } from './disk.ts';
import { Link, type Tap } from './link.ts';
import type { County } from './county.ts';
import { Window } from './window.ts';

export type Person = { id: string; name: string };

export type ProfileWish = {
  name: string;
  station: string;
  clerk: Person;
  windows: number;
  /** Older telephones have no Web Locks: then every window sends. */
  hasLocks: boolean;
};

export class Profile {
  readonly scheduler: Scheduler;
  readonly name: string;
  readonly station: string;
  readonly clerk: Person;
  readonly hasLocks: boolean;
  readonly disk: Disk;
  readonly link: Link;
  readonly windows: Window[];
  /** Lock names, and the window or courier that holds each. */
  readonly locks = new Map<string, Opener>();
  /** What the wall clock is wrong by. */
  clockOffsetMs = 0;
  /** The wall clock stands still at this time; null: it goes. */
  frozenAtMs: number | null = null;

  /** What lies beside the database, which nobody takes away with it. */
  mark: StationMark | undefined;

  constructor(
    scheduler: Scheduler,
    county: County,
    { wish, tap }: { wish: ProfileWish; tap: Tap },
  ) {
    const { name, station, clerk, windows, hasLocks } = wish;
    this.scheduler = scheduler;
    this.name = name;
    this.station = station;
    this.clerk = clerk;
    this.hasLocks = hasLocks;
    this.disk = new Disk(new Lane(`${name} disk`));
    this.link = new Link(scheduler, {
      county,
      tap,
      air: new Lane(`${name} air`),
    });
    this.windows = Array.from(
      { length: windows },
      (_, i) => new Window(this, i + 1),
    );
  }

  wallMs(): number {
    return (this.frozenAtMs ?? this.scheduler.nowMs) + this.clockOffsetMs;
  }

  get openWindows(): Window[] {
    return this.windows.filter(({ isOpen }) => isOpen);
  }

  /** The battery is out: every window dies, and what no fsync had written. */
  cutPower(): void {
    for (const window of this.windows) window.kill();
    this.disk.cutPower();
  }
}
