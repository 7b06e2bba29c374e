export type Surface = 'counter' | 'review' | 'resident';

/** Which of them a path belongs to; `/guide/` is kept for the residents' guides. */
export function surfaceOf(path: string): Surface {
  if (path === '/r' || path.startsWith('/guide/')) return 'resident';
  return path.startsWith('/review/') ? 'review' : 'counter';
}
