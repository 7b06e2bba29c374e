/**
 * A name for places where others may look on: the first character, the last if
 * there are at least three, and a star for each in between.
 */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  const [first = ''] = characters;
  if (characters.length < 2) return '*'.repeat(characters.length);
  if (characters.length === 2) return `${first}*`;
  const hidden = '*'.repeat(characters.length - 2);
  return `${first}${hidden}${characters[characters.length - 1] ?? ''}`;
}

/** The last four of a number behind a star: `*004X`. */
export function maskToLastFour(number: string): string {
  const characters = Array.from(number.trim());
  return characters.length <= 4
    ? '*'.repeat(characters.length)
    : `*${characters.slice(-4).join('')}`;
}
