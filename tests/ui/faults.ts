import axe from 'axe-core';

/** What axe finds in it, by WCAG 2.2 AA and good practice. */
export async function faults(
  host: Element,
  { without = [] }: { without?: string[] } = {},
): Promise<string[]> {
  const { violations } = await axe.run(host, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: Object.fromEntries(without.map((id) => [id, { enabled: false }])),
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
  );
}

/** What is drawn beyond the right edge of a window of that width. */
export function beyond(host: Element, width: number): string[] {
  return [...host.querySelectorAll('*')]
    .filter(
      (element) =>
        element.getBoundingClientRect().right > width + 1 &&
        element.closest('.visually-hidden') === null,
    )
    .map((element) => element.outerHTML.slice(0, 200));
}
