import { hasOwn } from '../has-own.ts';

/**
 * Paths of the keys that `input` has and `output` lacks, where `output` is what
 * a schema of plain objects made of `input`: such schemas drop what they do not
 * name, so what is missing was unknown. One schema thus serves both the strict
 * publication and the tolerant reader.
 */
export function findUnknownKeys(
  input: unknown,
  output: unknown,
  path = '',
): string[] {
  if (Array.isArray(input) && Array.isArray(output)) {
    return input.flatMap((item, index) =>
      findUnknownKeys(item, output[index], join(path, String(index))),
    );
  }
  if (!isObject(input) || !isObject(output)) return [];
  return Object.keys(input).flatMap((key) =>
    hasOwn(output, key)
      ? findUnknownKeys(input[key], output[key], join(path, key))
      : [join(path, key)],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
