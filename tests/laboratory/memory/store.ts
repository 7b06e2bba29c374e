// The county's database in memory, as far as the platform can tell the two apart:
// transactions at READ COMMITTED with row locks, unique keys and savepoints.
// What is committed is durable; a process that is killed leaves nothing else.
import { TABLE_NAMES, type Row, type TableName } from './tables.ts';
import type { MemoryTransaction } from './memory-transaction.ts';

type Rows = { [Name in TableName]: Map<string, Row<Name>> };
export type Snapshot = { readonly rows: Rows };

/** A fault with an SQLSTATE, as the driver's. */
export class MemoryError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class MemoryStore {
  #rows: Rows;
  /** What tells one cluster and one life of it from another. */
  identity = { systemIdentifier: '1', timeline: 1, incarnation: '1' };
  /** Cases on which no operation takes effect, as when the code fails on them. */
  readonly poison = new Set<string>();
  /** So many cases more become such at the next effect on them. */
  poisonNext = 0;
  /** Told of these. */
  onPoison: ((caseId: string) => void) | undefined;
  readonly locks = new Map<string, MemoryTransaction>();
  readonly running = new Set<MemoryTransaction>();
  /** Told at every commit, e.g. by the oracle. */
  onCommit: (() => void) | undefined;

  constructor(snapshot?: Snapshot) {
    this.#rows = copy(snapshot?.rows);
  }

  table<Name extends TableName>(name: Name): Map<string, Row<Name>> {
    return this.#rows[name];
  }

  /** All that is committed now. Rows never change, so it costs little. */
  snapshot(): Snapshot {
    return { rows: copy(this.#rows) };
  }

  /** Back to an earlier state; nothing that runs survives. */
  restore(snapshot: Snapshot): void {
    for (const transaction of this.running) transaction.rollback();
    this.#rows = copy(snapshot.rows);
  }
}

function copy(rows: Rows | undefined): Rows {
  return Object.fromEntries(
    TABLE_NAMES.map((name) => {
      const table: Map<string, unknown> | undefined = rows?.[name];
      return [name, new Map(table)];
    }),
  ) as unknown as Rows;
}
