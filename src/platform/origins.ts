// Where a county's surfaces are reached, each at an origin of its own: what one of them
// runs or keeps, no other can touch. Without them all are served by path from one.
export const SITES = ['counter', 'review', 'resident', 'upload'] as const;
export type Site = (typeof SITES)[number];

/** Scheme, host and port, as URL.origin writes them. */
export type Origins = Record<Site, string>;

/** Which of them a request asks, by its Host header; undefined: none. */
export function siteOf(
  origins: Origins,
  host: string | undefined,
): Site | undefined {
  const asked = host?.toLowerCase();
  return SITES.find((site) => new URL(origins[site]).host === asked);
}
