const AT_ONCE = 200;

/**
 * Does it to each case that is read page by page, in the order of their ids. Gives for
 * how many it was true. It may be broken off anywhere.
 */
export async function forEachCase(
  read: (p: { after: string | null; limit: number }) => Promise<string[]>,
  act: (caseId: string) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (let after: string | null = null; ;) {
    const page = await read({ after, limit: AT_ONCE });
    for (const caseId of page) if (await act(caseId)) count += 1;
    const last = page.at(-1);
    if (last === undefined) return count;
    after = last;
  }
}
