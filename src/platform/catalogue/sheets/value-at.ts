import { hasOwn } from '../../../domain/has-own.ts';

/** What stands there; undefined: nothing does. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !hasOwn(at, key))
      return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** Puts it there, with what must be around it; undefined puts nothing. */
export function putAt(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void {
  if (value === undefined) return;
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = (target[key] ??= {});
  putAt(inner as Record<string, unknown>, rest, value);
}
