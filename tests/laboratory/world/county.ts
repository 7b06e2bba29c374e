// The county: one database, one folder of files, processes that come and go, and
// backups that are restored.
import type { CountyKeys } from '../../../src/platform/keys/county-keys.ts';
import { MemoryStore, type Snapshot } from '../memory/store.ts';
import type { Unheard } from '../memory/unheard-commit.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { BaseCounty } from './base-county.ts';
import { Files } from './files.ts';
import { ServerProcess } from './server-process.ts';

export type Death = 'before' | 'after';

type Backup = {
  snapshot: Snapshot;
  /** Of the cluster whose files they are. */
  identity: MemoryStore['identity'];
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
};

export class County {
  readonly scheduler: Scheduler;
  /** Of the processes that start from now on. */
  keys: CountyKeys;
  readonly store: MemoryStore;
  files = new Files();
  readonly log: string[] = [];
  processes: ServerProcess[] = [];
  commits = 0;
  /** Which commit a server dies at. */
  readonly deaths = new Map<number, Death>();
  onDeath: (() => void) | undefined;
  /** Which commit the platform never hears of. */
  readonly unheard = new Map<number, Unheard>();
  onUnheard: ((what: Unheard) => void) | undefined;
  /** So many there were. */
  unheardCommits = 0;
  readonly backups: Backup[] = [];
  restores = 0;
  /** True time of the last one. */
  restoredAtMs = 0;
  /** An operator runs again what a fault has held. */
  isBeingMended = false;
  #count: number;
  #started = 0;

  constructor(scheduler: Scheduler, base: BaseCounty, processes: number) {
    this.scheduler = scheduler;
    this.keys = base.keys;
    this.store = new MemoryStore(base.snapshot);
    this.#count = processes;
    this.keepRunning();
  }

  /** What a service manager does. */
  keepRunning(): void {
    this.processes = this.processes.filter(({ isAlive }) => isAlive);
    while (this.processes.length < this.#count) {
      this.#started += 1;
      this.processes.push(new ServerProcess(this, `server ${this.#started}`));
    }
  }

  /** One of the living, as a balancer picks it; undefined: none lives. */
  process(): ServerProcess | undefined {
    const alive = this.processes.filter(({ isAlive }) => isAlive);
    return alive.length === 0 ? undefined : this.scheduler.random.pick(alive);
  }

  /** Counts a commit, and says what goes wrong at it. */
  nextCommit(): Death | Unheard | undefined {
    this.commits += 1;
    return this.deaths.get(this.commits) ?? this.unheard.get(this.commits);
  }

  backUp(): void {
    const { identity } = this.store;
    const snapshot = this.store.snapshot();
    const files = new Map(this.files.stored);
    this.backups.push({ snapshot, identity, files });
  }

  /**
   * Back to a backup. `how`: a copy of the files starts as the same cluster, so
   * nothing tells of it; a dump is read into a new one.
   */
  restore(backup: Backup, how: 'files' | 'dump'): void {
    this.restores += 1;
    this.restoredAtMs = this.scheduler.nowMs;
    for (const process of this.processes) process.kill();
    this.store.restore(backup.snapshot);
    this.files = new Files(backup.files);
    const { systemIdentifier, timeline } = backup.identity;
    this.store.identity = {
      systemIdentifier:
        how === 'dump' ? `dump ${this.restores}` : systemIdentifier,
      timeline,
      incarnation: `${this.restores + 1}`,
    };
    this.keepRunning();
  }
}
