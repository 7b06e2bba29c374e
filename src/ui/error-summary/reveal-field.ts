/**
 * Brings a field into view with its label and puts focus in it, opening the fold it stands in.
 * Says whether the field is on this page. `elementId` is that of the input, or of the group for
 * radios and checkboxes (then the chosen or the first one gets focus).
 */
export function revealField(elementId: string): boolean {
  const element = document.getElementById(elementId);
  if (element === null) return false;
  for (
    let fold = element.closest('details');
    fold !== null;
    fold = fold.parentElement?.closest('details') ?? null
  ) {
    fold.open = true;
  }
  // The label stands above the input: the whole field must be seen, not only the box.
  (element.closest('.field') ?? element).scrollIntoView({ block: 'start' });
  const target = element.matches('input, textarea, button, [tabindex]')
    ? element
    : (element.querySelector<HTMLElement>('input:checked') ??
      element.querySelector<HTMLElement>('input, button') ??
      element);
  target.focus({ preventScroll: true });
  return true;
}
