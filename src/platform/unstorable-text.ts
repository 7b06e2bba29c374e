// JSON allows in a text what no column can hold: the character 0, and halves of
// surrogate pairs. Whoever sends that gets a clean no instead of a fault.

type Place = { path: string; value: unknown };

/** More paths than that say no more. */
const MOST = 20;

/** Paths of such texts, and of objects with such a key; the first ones. */
export function findUnstorable(json: unknown): string[] {
  const found = new Set<string>();
  const open: Place[] = [{ path: '', value: json }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.size >= MOST) break;
    const { path, value } = next;
    if (typeof value === 'string') {
      if (isUnstorable(value)) found.add(path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value))
        if (isUnstorable(key)) found.add(path);
        else
          open.push({
            path: path === '' ? key : `${path}.${key}`,
            value: each,
          });
    }
  }
  return [...found].slice(0, MOST);
}

function isUnstorable(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text);
}
