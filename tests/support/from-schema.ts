// Values by a JSON schema, most of them as it wants them and here and there one that
// hurts: what an interface is fuzzed with.
import * as fc from 'fast-check';

export type Schema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema | boolean;
  prefixItems?: Schema[];
  minItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

/** SQL, HTML, paths, encodings and numbers with which others have been hurt. */
export const HOSTILE_TEXTS = [
  "'; DROP TABLE cases; --",
  "' OR '1'='1",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\uDFFF\uD800',
  '\u202E\u2066',
  '\uFEFF',
  '\r\nSet-Cookie: a=b',
  '{{7*7}}${7*7}',
  '=HYPERLINK("http://x")',
  '%s%n%x',
  '1e999',
  '-1',
  'null',
  'NaN',
  '__proto__',
  'constructor',
  '𝕏'.repeat(400),
  '👨‍👩‍👧‍👦'.repeat(50),
  'A'.repeat(70_000),
  '',
  ' ',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
];

const HOSTILE: unknown[] = [
  ...HOSTILE_TEXTS,
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER + 1,
  1e308,
  -1e308,
  2_147_483_648,
  [],
  {},
  [[[[[[[[]]]]]]]],
  { toString: 1, valueOf: 2 },
];

const hostile = fc.constantFrom(...HOSTILE);

/** A value by the schema, in which about every eighth part is hostile. */
export function fromSchema(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: fitting(schema, depth), weight: 7 },
    { arbitrary: hostile, weight: 1 },
  );
}

function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined)
    return fc.oneof(...either.map((each) => fitting(each, depth)));
  const [first = {}] = schema.allOf ?? [];
  if (schema.allOf !== undefined) return fitting(first, depth);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? '') {
    case 'object':
      return anObject(schema, depth);
    case 'array':
      return aList(schema, depth);
    case 'integer':
    case 'number':
      return fc.integer({
        min: schema.minimum ?? -5,
        max: Math.min(schema.maximum ?? 1_000_000, 2 ** 31 - 1),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return aText(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function anObject(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (depth > 6) return fc.constant({});
  const known = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [
        name,
        fromSchema(each, depth + 1),
      ]),
    ),
    { requiredKeys: required },
  );
  if (typeof additionalProperties !== 'object') return known;
  return fc
    .tuple(
      known,
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom(...HOSTILE_TEXTS)),
        fromSchema(additionalProperties, depth + 1),
        { maxKeys: 3 },
      ),
    )
    .map(([some, more]) => ({ ...more, ...some }));
}

function aList(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { items, prefixItems, minItems = 0 } = schema;
  if (prefixItems !== undefined)
    return fc.tuple(...prefixItems.map((each) => fromSchema(each, depth + 1)));
  if (depth > 6) return fc.constant([]);
  return fc.array(
    fromSchema(typeof items === 'object' ? items : {}, depth + 1),
    {
      minLength: Math.min(minItems, 3),
      maxLength: Math.max(3, Math.min(minItems, 3)),
    },
  );
}

function aText({ pattern, format, minLength = 0, maxLength = 60 }: Schema) {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString());
  if (pattern !== undefined) {
    try {
      return fc.stringMatching(new RegExp(pattern, 'u'));
    } catch {
      // A form of pattern that is not made here: what it wants is not met.
    }
  }
  return fc.string({
    minLength: Math.min(minLength, 80),
    maxLength: Math.max(Math.min(maxLength, 80), Math.min(minLength, 80)),
    unit: 'grapheme',
  });
}
