/** What the arrow keys go through: the links of the rows and the heads of the folds. */
const STOPS = '.rows a, .find-category > summary';

/**
 * Moves focus along what is found; from outside to the first one, and from the
 * first one up to the search.
 */
export function moveFocus(
  within: HTMLElement | null,
  step: 1 | -1,
  search: HTMLElement | null,
): void {
  const stops = Array.from(within?.querySelectorAll<HTMLElement>(STOPS) ?? []);
  const at = stops.findIndex((stop) => stop === document.activeElement);
  if (at === 0 && step === -1) search?.focus();
  else stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}
