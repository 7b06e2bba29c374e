// The profile's files, temporary ones and the browser's own caches are searched by
// tests/journeys/at-rest.journey.test.ts in a real browser; here every value
// that a device writes, and all that crosses or is logged.
import type { StoreName } from '../../../src/device/database/tables.ts';
import type { Canary } from '../oracle/oracle.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * No name and no byte of a photograph is readable in a device's store, a log, a
 * URL or the body of a problem.
 */
export const nothingReadable: Invariant = {
  number: 12,
  name: 'nothing personal is readable where it must not be',
  watch({ oracle, onDisk }, found) {
    // A row that changes is a new one: each is searched once.
    const searched = new WeakSet<object>();
    onDisk.push(({ disk, name }, stores) => {
      for (const store of stores)
        for (const row of disk.rows<object>(store as StoreName)) {
          if (searched.has(row)) continue;
          searched.add(row);
          const seen = findIn(row, oracle.canaries);
          if (seen !== undefined)
            found({
              invariant: 12,
              counts: 'leaked',
              what: `a ${seen.name} lies open in ${store} of ${name}`,
            });
        }
    });
  },
  atEnd({ oracle, county }: World) {
    const places = {
      'a URL': oracle.urls.map(decode),
      'a problem': oracle.problems,
      'the log': county.log,
    };
    return Object.entries(places).flatMap(([place, texts]): Violation[] => {
      const seen = findIn(texts.join('\n'), oracle.canaries);
      return seen === undefined
        ? []
        : [
            {
              invariant: 12,
              counts: 'leaked',
              what: `a ${seen.name} stands in ${place}`,
            },
          ];
    });
  },
};

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** The first canary that is somewhere in a value, however deep. */
function findIn(
  value: unknown,
  canaries: readonly Canary[],
): Canary | undefined {
  if (typeof value === 'string')
    return findInBytes(Buffer.from(value), canaries);
  if (value instanceof ArrayBuffer)
    return findInBytes(Buffer.from(value), canaries);
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return findInBytes(Buffer.from(buffer, byteOffset, byteLength), canaries);
  }
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, each] of Object.entries(value)) {
    const seen = findIn(key, canaries) ?? findIn(each, canaries);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

function findInBytes(
  bytes: Buffer,
  canaries: readonly Canary[],
): Canary | undefined {
  return canaries.find(
    ({ bytes: canary }) =>
      bytes.length >= canary.length && bytes.includes(canary),
  );
}
