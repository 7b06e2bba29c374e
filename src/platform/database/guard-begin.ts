// A connection can end in the middle of a transaction (the engine was killed, a
// line fell). The driver would still say what comes next, at the least `rollback`,
// to it: into a socket that is gone, which throws where nobody can catch it and ends
// the platform; or, once the connection is open again, outside of any transaction.
import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import { isConnectionLost } from './engine-fault.ts';

type Tx = postgres.TransactionSql;
type Part = (tx: Tx) => unknown;

/** How long an error may be ahead of the end of the connection it tells of. */
const AHEAD_MS = 1000;

/** The pool with a `begin` that says nothing to a connection that has ended. */
export function guardBegin(sql: postgres.Sql): postgres.Sql {
  const begin = sql.begin.bind(sql) as (
    options: string,
    part: Part,
  ) => Promise<unknown>;
  const guarded = async (...given: [Part] | [string, Part]) => {
    const [options, part] = given.length === 1 ? ['', given[0]] : given;
    const line = new Line();
    const whole = begin(options, (tx) => line.settle(part(line.guard(tx))));
    // While the part runs, the driver gives up for one reason only.
    whole.catch((error: unknown) => line.end(error));
    return await whole;
  };
  return Object.assign(sql, { begin: guarded as postgres.Sql['begin'] });
}

/** A transaction's connection. */
class Line {
  readonly #ended: Promise<never>;
  #end: (error: unknown) => void = () => undefined;
  #fault: { error: unknown } | undefined;

  constructor() {
    this.#ended = new Promise((_resolve, reject) => {
      this.#end = reject;
    });
    this.#ended.catch(() => undefined);
  }

  end(error: unknown): void {
    this.#fault = { error };
    this.#end(error);
  }

  /** The transaction as the part sees it: it throws once the connection ended. */
  guard(tx: Tx): Tx {
    return new Proxy(tx, {
      apply: (target, self, given) => {
        this.#check();
        return Reflect.apply(target, self, given) as unknown;
      },
      get: (target, name) => {
        this.#check();
        return name === 'savepoint'
          ? (part: Part) => this.#savepoint(target, part)
          : (Reflect.get(target, name) as unknown);
      },
    });
  }

  /**
   * What the part comes to; when the connection ended, nothing ever: the driver,
   * which has told its caller, would answer either outcome with a statement.
   */
  async settle(running: unknown): Promise<unknown> {
    try {
      const value = await running;
      if (this.#fault === undefined) return value;
    } catch (error) {
      if (!(await this.#isOver(error))) throw error;
    }
    return await new Promise(() => undefined);
  }

  async #savepoint(tx: Tx, part: Part): Promise<unknown> {
    return await Promise.race([
      tx.savepoint((inner) => this.settle(part(this.guard(inner)))),
      this.#ended,
    ]);
  }

  #check(): void {
    if (this.#fault !== undefined) throw this.#fault.error;
  }

  /** A statement fails some moments before the driver sees the connection end. */
  async #isOver(thrown: unknown): Promise<boolean> {
    if (this.#fault === undefined && isOfStatement(thrown))
      await Promise.race([
        this.#ended.catch(() => undefined),
        pause(AHEAD_MS, undefined, { ref: false }),
      ]);
    return this.#fault !== undefined;
  }
}

/** The driver notes the statement on the error; a missing file has none. */
function isOfStatement(error: unknown): boolean {
  return isConnectionLost(error) && 'query' in (error as Error);
}
