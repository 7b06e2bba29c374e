// How many sign-ins may wait at once in this process. Stretching a password takes a
// tenth of a second, so a stranger who sends thousands would else have all others
// wait for minutes, and each one that waits holds memory.

/** Some 3 s of waiting. */
const MOST = 32;
/** Behind one address; a township's hall is often behind one. */
const MOST_OF_ONE = 8;

let waiting = 0;
const waitingBy = new Map<string, number>();

/** Runs `task`, or gives undefined at once when the line is full. */
export async function inLine<Value>(
  source: string,
  task: () => Promise<Value>,
): Promise<Value | undefined> {
  const own = waitingBy.get(source) ?? 0;
  if (waiting >= MOST || own >= MOST_OF_ONE) return undefined;
  waiting += 1;
  waitingBy.set(source, own + 1);
  try {
    return await task();
  } finally {
    waiting -= 1;
    const left = (waitingBy.get(source) ?? 1) - 1;
    if (left === 0) waitingBy.delete(source);
    else waitingBy.set(source, left);
  }
}
