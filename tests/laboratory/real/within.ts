/** What it comes to, or an error that names it: a hang is found, not sat out. */
export async function within<Value>(
  limitMs: number,
  what: string,
  running: Promise<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what}: not within ${limitMs} ms`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([running, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
