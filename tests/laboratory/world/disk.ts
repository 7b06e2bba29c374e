/* oxlint-disable no-underscore-dangle, unbound-method -- the names are fake-indexeddb's own, and its methods are wrapped */
// The disk under one browser profile: fake-indexeddb with the ways in which a real
// one fails. A transaction without strict durability is complete and yet lost by a
// power cut; a full disk shows at the commit; a killed worker hears nothing more.
import { IDBFactory } from 'fake-indexeddb';
import type { Lane } from '../scheduler/scheduler.ts';
import {
  copyDatabases,
  EventTargetPrototype,
  rawDatabases,
  rawRows,
  TransactionPrototype,
  type RawConnection,
  type RawTransaction,
} from './raw-database.ts';
import { failedOpen } from './failed-open.ts';
import type { StoreName } from '../../../src/device/database/tables.ts';

export const DATABASE = 'service-point';

/** Of a window: what it opened, and whether it still lives. */
export type Opener = { isDead: boolean; connections: Set<RawConnection> };

const openers = new WeakMap<object, Opener>();
const disks = new WeakMap<object, Disk>();

export class Disk {
  readonly lane: Lane;
  factory = new IDBFactory();
  isFull = false;
  /** The engine cannot read its own files: no database opens. */
  isUnopenable = false;
  /** What a power cut takes back, oldest first. */
  #volatile: (() => void)[] = [];
  /** Called after each commit that wrote, with the stores it was over. */
  onCommit: ((stores: ReadonlySet<string>) => void) | undefined;

  constructor(lane: Lane) {
    this.lane = lane;
  }

  /** The factory as a window has it. */
  open(opener: Opener): IDBFactory {
    const { factory } = this;
    const tag = (request: IDBOpenDBRequest) => {
      openers.set(request, opener);
      const note = () => {
        const connection = request.result as unknown as RawConnection;
        openers.set(connection, opener);
        disks.set(connection, this);
        opener.connections.add(connection);
      };
      request.addEventListener('success', note);
      request.addEventListener('upgradeneeded', note);
      return request;
    };
    return {
      open: (name, version) =>
        this.isUnopenable
          ? failedOpen(opener)
          : tag(factory.open(name, version)),
      deleteDatabase: (name) => tag(factory.deleteDatabase(name)),
      databases: () => factory.databases(),
      cmp: (one, other) => factory.cmp(one, other),
    };
  }

  rows<Row>(store: StoreName): Row[] {
    return rawRows<Row>(this.factory, DATABASE, store);
  }

  /** The window is gone: what it had not committed is undone. */
  drop(opener: Opener): void {
    opener.isDead = true;
    for (const connection of opener.connections) {
      const raw = connection._rawDatabase;
      for (const transaction of raw.transactions)
        if (transaction.db === connection && transaction._state !== 'finished')
          transaction._abort('AbortError');
      connection._closed = true;
      raw.connections = raw.connections.filter((each) => each !== connection);
      raw.processTransactions();
    }
  }

  committed(transaction: RawTransaction): void {
    if (transaction.durability === 'strict') this.#volatile = [];
    else this.#volatile.push(...transaction._rollbackLog);
    this.onCommit?.(transaction._scope);
  }

  /** All that had not reached the disk is gone. No window may be open. */
  cutPower(): void {
    for (const undo of this.#volatile.reverse()) undo();
    this.#volatile = [];
  }

  /** A file of the browser's is gone, and nothing says so: one row's bytes. */
  loseRow(store: StoreName, key: string): void {
    rawDatabases(this.factory)
      .get(DATABASE)
      ?.rawObjectStores.get(store)
      ?.records.delete(key);
  }

  /** Nothing is being written. */
  get isStill(): boolean {
    return [...rawDatabases(this.factory).values()].every(({ transactions }) =>
      transactions.every(
        ({ _state, _rollbackLog }) =>
          _state === 'finished' || _rollbackLog.length === 0,
      ),
    );
  }

  /** Takes over all that lies on another, which is still. */
  copyFrom({ factory }: Disk): void {
    copyDatabases(factory, this.factory);
  }

  /** The system takes the whole store back. No window may be open. */
  evict(): void {
    rawDatabases(this.factory).clear();
    this.factory = new IDBFactory();
    this.#volatile = [];
  }
}

/** Requests name their connection in the path of their events. */
type Event = { type: string; eventPath?: object[] };

function openerOf(target: object, { eventPath = [] }: Event) {
  const { db = target } = target as { db?: object };
  for (const each of [target, db, ...eventPath]) {
    const opener = openers.get(each);
    if (opener !== undefined) return opener;
  }
  return undefined;
}

const dispatch = EventTargetPrototype.dispatchEvent;
EventTargetPrototype.dispatchEvent = function (event) {
  if (openerOf(this, event)?.isDead !== true) return dispatch.call(this, event);
  // A database that is being made is made by nobody: this undoes it.
  if (event.type === 'upgradeneeded') throw new Error('the window is gone');
  // Nobody hears it, but whoever waited for this transaction comes next.
  if (event.type === 'complete' || event.type === 'abort') {
    const { db, _prioritizedListeners: own } =
      this as unknown as Partial<RawTransaction>;
    db?._rawDatabase.processTransactions();
    // Of an upgrade: whoever opens next waits for this.
    own?.get(event.type)?.call(this);
  }
  return true;
};

const start = TransactionPrototype._start;
TransactionPrototype._start = function () {
  const disk = disks.get(this.db);
  const isEnding = this._requests.length === 0 && this._state !== 'finished';
  const hasWritten = this._rollbackLog.length > 0;
  if (isEnding && hasWritten && disk?.isFull === true) {
    this._abort('QuotaExceededError');
    return;
  }
  start.call(this);
  if (isEnding && hasWritten && this._state === 'finished' && !this.error)
    disk?.committed(this);
};
