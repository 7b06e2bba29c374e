/**
 * Looks at the first wake-up, and after that not oftener than every `everyMs`: however
 * many wake-ups come meanwhile, they make one look more.
 */
export function atMostEvery(
  everyMs: number,
  look: () => void,
): { wake: () => void; stop: () => void } {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isWoken = false;
  const wake = () => {
    if (resting !== undefined) {
      isWoken = true;
      return;
    }
    look();
    resting = setTimeout(() => {
      resting = undefined;
      if (!isWoken) return;
      isWoken = false;
      wake();
    }, everyMs);
  };
  return { wake, stop: () => clearTimeout(resting) };
}
