/** What a resident is found by; made once, so that a keystroke only compares. */
export type Sought = {
  name: string;
  /** Small letters, whole and initials (sounds.ts). */
  sounds: string[];
  /** Whole; found by their ends. */
  numbers: string[];
  group: number | null;
};

/** A group is a number and its word. */
const GROUP = /(\d+)\u7ec4/g;

/** Whether all that was typed fits somebody; nothing typed fits everybody. */
export function matches(text: string): (sought: Sought) => boolean {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(GROUP, ' $& ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(test);
  return (sought) => words.every((fits) => fits(sought));
}

function test(word: string): (sought: Sought) => boolean {
  const [group] = [...word.matchAll(GROUP)].map(([, number]) => Number(number));
  if (group !== undefined) return (sought) => sought.group === group;
  if (/^\d+x?$/.test(word)) {
    const end = word.toUpperCase();
    return ({ numbers }) => numbers.some((each) => each.endsWith(end));
  }
  // From the beginning, or the given name alone by its initials.
  if (/^[a-z]+$/.test(word))
    return ({ sounds }) =>
      sounds.some((each) => each.startsWith(word) || each.slice(1) === word);
  return ({ name }) => name.toLowerCase().includes(word);
}
