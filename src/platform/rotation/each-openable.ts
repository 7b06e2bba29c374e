import type { PlatformContext } from '../context.ts';

/**
 * What `make` gives of each row. One that no key here opens stays as it is, so that it
 * does not keep all others from their new key; `idsOf` says it in the log.
 */
export function eachOpenable<Row, Made>(
  { log }: Pick<PlatformContext, 'log'>,
  rows: readonly Row[],
  { make, idsOf }: { make: (row: Row) => Made; idsOf: (row: Row) => string },
): Made[] {
  const left: string[] = [];
  const made = rows.flatMap((row) => {
    try {
      return [make(row)];
    } catch {
      left.push(idsOf(row));
      return [];
    }
  });
  if (left.length > 0) log.error({ count: left.length, left }, 'notRenewed');
  return made;
}
