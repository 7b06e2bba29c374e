import type { StoreAge } from '../database/store-age.ts';
import { failed } from '../outcome.ts';

type Calls = Record<string, (...given: never[]) => Promise<unknown>>;

/**
 * A group of calls that answers `storeTooNew` while newer code's rows lie in the
 * store, except for `always`. What needs the keys is `locked` then as it is.
 */
export function refusedWhileTooNew<Group extends object>(
  age: StoreAge,
  group: Group,
  always: readonly (keyof Group & string)[],
): Group {
  const free = new Set<string>(always);
  const calls = Object.entries(group as Calls).map(([name, call]) => [
    name,
    free.has(name)
      ? call
      : (...given: never[]) =>
          age.isTooNew
            ? Promise.resolve(failed('storeTooNew'))
            : call(...given),
  ]);
  return Object.fromEntries(calls) as Group;
}
