// Keys of the objects of sentences are long, so that code reads well, and there are a
// thousand of them. In what a telephone loads they are short.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAst, type Plugin } from 'vite';

const SRC = resolve('src');
const IS_TEXT = /\/src\/text\/[^/]+\.ts$/;

type Node = { type: string; start: number; end: number } & Record<
  string,
  unknown
>;
type Edit = { start: number; end: number; text: string };
type Use = { object: string; key: Node; isShorthand: boolean };

/** Renames the keys of each text object that is only ever asked by name. */
export function leanText(): Plugin {
  let shorts = new Map<string, Map<string, string>>();
  return {
    name: 'lean-text',
    enforce: 'pre',
    buildStart() {
      shorts = findShorts();
    },
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/ },
      handler(code, id) {
        const edits = usesIn(read(code, id), IS_TEXT.test(id)).uses.flatMap(
          ({ object, key, isShorthand }): Edit[] => {
            const name = String(key['name']);
            const short = shorts.get(object)?.get(name);
            const { start, end } = key;
            return short === undefined
              ? []
              : [
                  {
                    start,
                    end,
                    text: isShorthand ? `${short}:${name}` : short,
                  },
                ];
          },
        );
        return edits.length === 0 ? null : applied(code, edits);
      },
    },
  };
}

/** By object and key. One that anybody takes as a whole keeps its own. */
function findShorts(): Map<string, Map<string, string>> {
  const whole = new Set<string>();
  const keys = new Map<string, Set<string>>();
  for (const path of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path)) continue;
    const file = `/src/${path.replaceAll('\\', '/')}`;
    const isText = IS_TEXT.test(file);
    const code = readFileSync(resolve(SRC, path), 'utf8');
    if (!isText && !code.includes('/text/')) continue;
    const found = usesIn(read(code, path), isText);
    for (const object of found.whole) whole.add(object);
    for (const { object, key } of found.uses)
      keys.set(
        object,
        (keys.get(object) ?? new Set()).add(String(key['name'])),
      );
  }
  const names = new Map<string, string>();
  const shortOf = (key: string) => {
    const short = names.get(key) ?? `_${names.size.toString(36)}`;
    names.set(key, short);
    return short;
  };
  return new Map(
    [...keys]
      .filter(([object]) => !whole.has(object))
      .map(([object, own]) => [
        object,
        new Map([...own].map((key) => [key, shortOf(key)])),
      ]),
  );
}

const read = (code: string, path: string) =>
  parseAst(code, {
    lang: path.endsWith('x') ? 'tsx' : 'ts',
  }) as unknown as Node;

const applied = (code: string, edits: Edit[]) =>
  edits
    .sort((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end, text: by }) =>
        text.slice(0, start) + by + text.slice(end),
      code,
    );

/** Where text objects are asked by a key, or give it; and those asked otherwise. */
function usesIn(program: Node, isText: boolean) {
  const texts = new Set<string>();
  const uses: Use[] = [];
  const whole: string[] = [];
  for (const node of program['body'] as Node[]) {
    if (node.type === 'ImportDeclaration' && isFromText(node, isText))
      for (const { imported, local } of node['specifiers'] as {
        imported?: Node;
        local: Node;
      }[]) {
        // Under another name it is not followed.
        if (imported?.['name'] === local['name'])
          texts.add(String(local['name']));
        else whole.push(String(imported?.['name']));
      }
    if (!isText || node.type !== 'ExportNamedDeclaration') continue;
    const declared = node['declaration'] as Node | null;
    if (declared?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declared['declarations'] as {
      id: Node;
      init: Node;
    }[]) {
      const object = String(id['name']);
      texts.add(object);
      const given = bare(init);
      if (given.type !== 'ObjectExpression') whole.push(object);
      else
        for (const property of given['properties'] as Node[]) {
          const key = property['key'] as Node | undefined;
          if (key?.type !== 'Identifier' || property['computed'] === true)
            whole.push(object);
          else
            uses.push({
              object,
              key,
              isShorthand: property['shorthand'] === true,
            });
        }
    }
  }
  const visit = (node: Node, parent: Node, as: string): void => {
    if (node.type === 'ImportDeclaration') return;
    const name = String(node['name']);
    if (node.type === 'Identifier' && texts.has(name)) look(name, parent, as);
    for (const [key, value] of Object.entries(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) visit(child, node, key);
  };
  const look = (object: string, parent: Node, as: string) => {
    const isNameOnly =
      (as === 'property' && parent['computed'] !== true) ||
      (as === 'key' && parent['computed'] !== true) ||
      as === 'exprName' ||
      (as === 'id' && parent.type === 'VariableDeclarator');
    if (isNameOnly) return;
    if (
      as === 'object' &&
      parent.type === 'MemberExpression' &&
      parent['computed'] !== true
    ) {
      const key = parent['property'] as Node;
      uses.push({ object, key, isShorthand: false });
      return;
    }
    const pattern = parent['id'] as Node | undefined;
    const parts =
      as === 'init' && pattern?.type === 'ObjectPattern'
        ? (pattern['properties'] as Node[])
        : [];
    if (
      parts.length === 0 ||
      parts.some(
        (each) => (each['key'] as Node | undefined)?.type !== 'Identifier',
      )
    )
      whole.push(object);
    for (const each of parts)
      if (each.type === 'Property')
        uses.push({
          object,
          key: each['key'] as Node,
          isShorthand: each['shorthand'] === true,
        });
  };
  visit(program, program, '');
  return { uses, whole };
}

/** Without what only the types say. */
function bare(node: Node): Node {
  return node.type.startsWith('TS') ? bare(node['expression'] as Node) : node;
}

function isFromText(node: Node, isText: boolean): boolean {
  const from = String((node['source'] as Node)['value']);
  return from.includes('/text/') || (isText && from.startsWith('./'));
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
