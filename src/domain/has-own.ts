/**
 * True when `record` itself has `key`. Object.hasOwn does the same and is missing
 * in the browsers of older village telephones.
 */
export function hasOwn(record: object, key: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(record, key) !== undefined;
}
