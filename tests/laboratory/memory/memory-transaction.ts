import { MemoryError, type MemoryStore } from './store.ts';
import type { MemorySql } from './memory-sql.ts';
import type { Row, TableName } from './tables.ts';

/** One transaction: what it wrote is its own until it commits. */
export class MemoryTransaction {
  readonly sql: MemorySql;
  readonly #store: MemoryStore;
  /** undefined: taken away. */
  #written = new Map<TableName, Map<string, unknown>>();
  #undo: (() => void)[] = [];
  readonly #held = new Set<string>();
  /** The lock it is waiting for. */
  waitingFor: string | undefined;
  #isOver = false;

  constructor(sql: MemorySql) {
    this.sql = sql;
    this.#store = sql.store;
    this.#store.running.add(this);
  }

  get<Name extends TableName>(name: Name, key: string): Row<Name> | undefined {
    const written = this.#written.get(name);
    return written?.has(key) === true
      ? (written.get(key) as Row<Name> | undefined)
      : this.#store.table(name).get(key);
  }

  /** All rows of a table, in no order. */
  all<Name extends TableName>(name: Name): Row<Name>[] {
    const rows: Row<Name>[] = [];
    const written = this.#written.get(name);
    for (const [key, row] of this.#store.table(name))
      if (written?.has(key) !== true) rows.push(row);
    for (const row of written?.values() ?? [])
      if (row !== undefined) rows.push(row as Row<Name>);
    return rows;
  }

  /** The row must be locked. */
  put<Name extends TableName>(name: Name, key: string, row: Row<Name>): void {
    if (name === 'events') this.#refusePoison(row as Row<'events'>);
    this.#write(name, key, row);
  }

  /** The effect of an operation on that case fails, as a bug of ours would. */
  #refusePoison({ caseId, body }: Row<'events'>): void {
    const isEffect = 'operationId' in body && body.kind !== 'operationHeld';
    const { poison, poisonNext, onPoison } = this.#store;
    if (!isEffect) return;
    if (poisonNext > 0 && !poison.has(caseId)) {
      this.#store.poisonNext -= 1;
      poison.add(caseId);
      onPoison?.(caseId);
    }
    if (poison.has(caseId)) throw new MemoryError('22P05', 'poison');
  }

  remove(name: TableName, key: string): void {
    this.#write(name, key, undefined);
  }

  #write(name: TableName, key: string, row: unknown): void {
    if (this.#isOver) throw new MemoryError('25P02', 'no transaction');
    let written = this.#written.get(name);
    if (written === undefined) {
      written = new Map();
      this.#written.set(name, written);
    }
    const rows = written;
    const hadBefore = rows.has(key);
    const before = rows.get(key);
    this.#undo.push(() => {
      if (hadBefore) rows.set(key, before);
      else rows.delete(key);
    });
    rows.set(key, row);
  }

  /**
   * Takes a row's lock, or that of a value of a unique key, until the end.
   * @throws 40P01 when two transactions wait for each other.
   */
  async lock(table: string, key: string): Promise<void> {
    const name = `${table}/${key}`;
    for (;;) {
      if (this.#isOver) throw new MemoryError('57P01', 'ended');
      const owner = this.#store.locks.get(name);
      if (owner === undefined) {
        this.#store.locks.set(name, this);
        this.#held.add(name);
        return;
      }
      if (owner === this) return;
      this.waitingFor = name;
      if (this.#isDeadlock()) {
        this.waitingFor = undefined;
        throw new MemoryError('40P01', 'deadlock');
      }
      await owner.ended();
      await this.sql.turn('lock');
      this.waitingFor = undefined;
    }
  }

  #isDeadlock(): boolean {
    let next = this.waitingFor;
    while (next !== undefined) {
      const owner = this.#store.locks.get(next);
      if (owner === this) return true;
      next = owner?.waitingFor;
    }
    return false;
  }

  #waiters: (() => void)[] = [];

  /** Resolves when it has committed or rolled back. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isOver) resolve();
      else this.#waiters.push(resolve);
    });
  }

  /** A mark to go back to. Locks taken since are kept, as they may be. */
  mark(): number {
    return this.#undo.length;
  }

  backTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }

  commit(): void {
    if (this.#isOver) throw new MemoryError('57P01', 'ended');
    for (const [name, rows] of this.#written) {
      const table = this.#store.table(name) as Map<string, unknown>;
      for (const [key, row] of rows)
        if (row === undefined) table.delete(key);
        else table.set(key, row);
    }
    this.#end();
    this.#store.onCommit?.();
  }

  rollback(): void {
    if (!this.#isOver) this.#end();
  }

  #end(): void {
    this.#isOver = true;
    this.#written = new Map();
    this.#undo = [];
    for (const name of this.#held) this.#store.locks.delete(name);
    this.#store.running.delete(this);
    for (const wake of this.#waiters) wake();
    this.#waiters = [];
  }
}
