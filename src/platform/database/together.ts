/**
 * Queries that do not wait for one another go to the engine in one go, and cost one
 * way there and back. Unlike Promise.all it waits for all of them before it throws:
 * one that is still under way must not write into what its transaction goes on with.
 * @throws what the first of them threw.
 */
export async function together<Running extends readonly unknown[] | []>(
  running: Running,
): Promise<{ -readonly [At in keyof Running]: Awaited<Running[At]> }> {
  await Promise.allSettled(running);
  return await Promise.all(running);
}
