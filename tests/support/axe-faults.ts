import axe from 'axe-core';

/**
 * What axe finds on the page as it stands, a line for each kind of fault. Bars that
 * stick are let go of while it looks: what one of them covers at this moment is
 * scrolled to, and axe would call a target half under it too small.
 */
export async function axeFaults(): Promise<string[]> {
  const loose = document.createElement('style');
  loose.textContent =
    '.page-primary-stuck, .page-nav { position: static !important; }';
  document.head.append(loose);
  try {
    const { violations } = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
    );
  } finally {
    loose.remove();
  }
}
