import { normalise, type FindableMatter } from './find-matter.ts';

/** More than a screen of guesses is no help. */
const MOST = 5;

/**
 * The matters that share most pairs of characters with a query that found
 * nothing, best first: a person often has the right words in another order, or
 * one word too many. Single characters are not compared, since they stand in
 * almost every name.
 */
export function nearMatters<M extends FindableMatter>(
  matters: readonly M[],
  query: string,
): M[] {
  const wanted = pairsOf(query);
  return matters
    .map((matter) => {
      const { name, short, keywords, situations = [] } = matter;
      const words = [name, short, ...keywords, ...situations];
      const held = new Set(words.flatMap(pairsOf));
      return { matter, shared: wanted.filter((pair) => held.has(pair)).length };
    })
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST)
    .map(({ matter }) => matter);
}

function pairsOf(text: string): string[] {
  const characters = Array.from(normalise(text));
  return characters
    .slice(1)
    .map((character, index) => `${characters[index]}${character}`);
}
