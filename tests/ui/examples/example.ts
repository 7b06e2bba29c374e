import type { ComponentChildren } from 'preact';

/** One state of a component, drawn as a screen would draw it. */
export type Example = {
  /** In English, unique within its component; part of the gallery's address. */
  name: string;
  draw: () => ComponentChildren;
  /** It takes the whole window (a page, a question) and is shown by itself. */
  isAlone?: true;
};

/** One state each, named by what it is keyed with. */
export function examplesOf(
  drawings: Record<string, Example['draw']>,
): Example[] {
  return Object.entries(drawings).map(([name, draw]) => ({ name, draw }));
}

/** An example's drawing by its name. */
export function drawing(
  examples: readonly Example[],
  name: string,
): ComponentChildren {
  const found = examples.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no example ${name}`);
  return found.draw();
}
