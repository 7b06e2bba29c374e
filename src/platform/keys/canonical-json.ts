/**
 * JSON with the keys of every object in order, so that the same value has the
 * same text wherever it was kept meanwhile: jsonb, a device, a program that wrote
 * it anew.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).toSorted();
  const record = value as Record<string, unknown>;
  return Object.fromEntries(keys.map((key) => [key, inOrder(record[key])]));
}
