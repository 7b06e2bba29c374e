// The list of cases, of which there are thousands, and which is asked again at
// every change. What is looked at is read first, newest first; the rest behind, so
// that a search has it at hand.
import { findMeta, putMeta } from '../database/meta.ts';
import { StorageError } from '../database/storage-error.ts';
import { read, write } from '../database/write.ts';
import type { CaseSummary } from '../device-api.ts';
import type { DeviceContext, OpenContext } from '../device-context.ts';
import { attempt, done } from '../outcome.ts';
import { ListLines } from './list-lines.ts';
import { isOver, ListPass } from './list-pass.ts';

/** What lines are made from. */
export const LIST_STORES = [
  'cases',
  'events',
  'outbox',
  'materials',
  'drafts',
  'stubs',
] as const;

/** The first word of a search is of so many lines at least. */
const SOON = 200;
/** What is being searched is told again after so many more. */
const TOLD_EVERY = 2_000;
/** The home screen counts what is taken in most. */
const NEWEST = 100;

export type ListWish = {
  matches: (line: CaseSummary) => boolean;
  count: number;
};

export type Listed = {
  lines: CaseSummary[];
  /** There are more than were wished for. */
  hasMore: boolean;
  /** False: not everything was looked at yet; listeners are told. */
  isWhole: boolean;
};

export class CaseList {
  /** undefined: something has changed since. */
  #pass: ListPass | undefined;
  /** It is read to its end. */
  #readOn: ListPass | undefined;
  #made = new ListLines();
  readonly #listeners = new Set<() => void>();

  constructor({ store, vault }: Pick<DeviceContext, 'store' | 'vault'>) {
    store.changes.listen((changed) => {
      if (changed.has('cases')) this.#made.forgetHeads();
      if (LIST_STORES.some((name) => changed.has(name))) this.#pass = undefined;
    });
    vault.listen(() => this.clear());
  }

  /** What could not be read may be readable now; or nobody may read any more. */
  clear(): void {
    this.#pass = undefined;
    this.#made = new ListLines();
  }

  /** Calls `listener` when more was read than when something was found. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Newest first, with those that cannot be read. */
  async find(
    context: OpenContext,
    isTextUnderWay: boolean,
    { matches, count }: ListWish,
  ): Promise<Listed> {
    const pass = this.#present(context, isTextUnderWay);
    while (!pass.isWhole && pass.lines.length < Math.max(SOON, count + 1))
      await pass.next();
    void this.#readToEnd(context, pass);
    const found = pass.lines.filter(matches);
    return {
      lines: found.slice(0, count),
      hasMore: found.length > count,
      isWhole: pass.isWhole,
    };
  }

  /** The newest hundred, and of all others what came back; newest first. */
  async showNewest(
    context: OpenContext,
    isTextUnderWay: boolean,
  ): Promise<CaseSummary[]> {
    const pass = this.#present(context, isTextUnderWay);
    while (!pass.hasAllCases) await pass.next();
    await noteUnreadable(context, pass.lines);
    void this.#readToEnd(context, pass);
    return pass.lines.filter(
      ({ display }, at) => at < NEWEST || display === 'correcting',
    );
  }

  #present(context: OpenContext, isTextUnderWay: boolean): ListPass {
    if (
      this.#pass?.isTextUnderWay !== isTextUnderWay ||
      isOver(this.#pass.context)
    )
      this.#pass = new ListPass(context, this.#made, isTextUnderWay);
    return this.#pass;
  }

  /** Until something changes. */
  async #readToEnd(context: OpenContext, pass: ListPass): Promise<void> {
    if (pass.isWhole || this.#readOn === pass) return;
    this.#readOn = pass;
    try {
      let told = pass.lines.length;
      while (!pass.isWhole && this.#pass === pass) {
        await pass.next();
        if (pass.lines.length - told < TOLD_EVERY && !pass.isWhole) continue;
        told = pass.lines.length;
        for (const listener of this.#listeners) listener();
      }
      if (this.#pass !== pass) return;
      this.#made.forgetOthers(pass.lines);
      await noteUnreadable(context, pass.lines);
    } catch (error) {
      // Whoever looks next is told so by DeviceState, and reads on.
      this.#readOn = undefined;
      if (!(error instanceof StorageError)) throw error;
    }
  }
}

/** For the county, which hears with the next session that something is wrong. */
async function noteUnreadable(
  context: OpenContext,
  lines: readonly CaseSummary[],
): Promise<void> {
  if (isOver(context)) return;
  const { store } = context;
  const cases = lines.filter(
    (each) => each.isReadable && !each.isHistoryReadable,
  ).length;
  const noted = await read(store, (db) => findMeta(db, 'unreadable'));
  if ((noted?.cases ?? 0) === cases) return;
  // A full storage must not keep the list from being shown.
  await attempt(async () => {
    await write(store, ['meta'], () =>
      putMeta(store.db, 'unreadable', { cases }),
    );
    return done(null);
  });
}
