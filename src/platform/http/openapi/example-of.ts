// An example by a JSON schema, always the same of the same schema: what a reader of the
// description sees first. It holds what the schema demands and what makes it plain.

export type JsonSchema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  minItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  minimum?: number;
  maximum?: number;
};

const BY_FORMAT: Record<string, string> = {
  uuid: '019ab000-0000-7000-8000-000000000001',
  'date-time': '2026-11-25T02:00:00.000Z',
  date: '2026-11-25',
};

/** A value that fits; of a choice the first. */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (choice !== undefined) return exampleOf(choice);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return exampleOfObject(schema);
    case 'array':
      return exampleOfList(schema);
    case 'string':
      return exampleOfText(schema);
    case 'number':
    case 'integer':
      return Math.min(Math.max(1, schema.minimum ?? 1), schema.maximum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case undefined:
    default:
      return {};
  }
}

function exampleOfObject({ properties = {}, required = [] }: JsonSchema) {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, each]) => [name, exampleOf(each)]),
  );
}

function exampleOfList({ items, prefixItems, minItems }: JsonSchema) {
  if (prefixItems !== undefined) return prefixItems.map(exampleOf);
  const of = typeof items === 'object' ? items : {};
  const count = Math.max(1, minItems ?? 1);
  return Array.from({ length: count }, () => exampleOf(of));
}

function exampleOfText({ format, pattern, minLength = 0 }: JsonSchema): string {
  const known = format === undefined ? undefined : BY_FORMAT[format];
  if (known !== undefined) return known;
  if (pattern !== undefined) return exampleOfPattern(pattern);
  return 'text'.padEnd(minLength, 'x');
}

/** The shortest text of a pattern of ours: classes, groups and counts, the first of each. */
export function exampleOfPattern(pattern: string): string {
  let rest = pattern.replace(/^\^/, '').replace(/\$$/, '');
  let made = '';
  while (rest !== '') {
    const atom =
      /^(\[(?:\\.|[^\]])*\]|\((?:\\.|[^()]|\((?:\\.|[^()])*\))*\)|\\.|[^\\])/u.exec(
        rest,
      )?.[1] ?? rest;
    rest = rest.slice(atom.length);
    const count = /^(\{(\d+)(?:,\d*)?\}|[?*+])/.exec(rest);
    if (count !== null) rest = rest.slice(count[0].length);
    const least =
      count === null || count[1] === '+'
        ? 1
        : count[1] === '?' || count[1] === '*'
          ? 0
          : Number(count[2]);
    made += one(atom).repeat(least);
  }
  return made;
}

function one(atom: string): string {
  if (atom.startsWith('(')) {
    const inside = atom.slice(1, -1).replace(/^\?:/, '');
    const [first = ''] = inside.split('|');
    return exampleOfPattern(first);
  }
  if (atom.startsWith('[')) {
    const [, first = ''] = /^\[\^?(\\.|.)/u.exec(atom) ?? [];
    return one(first);
  }
  if (atom === String.raw`\d`) return '1';
  if (atom === String.raw`\w`) return 'a';
  if (atom === '.') return 'a';
  return atom.startsWith('\\') ? atom.slice(1) : atom;
}
