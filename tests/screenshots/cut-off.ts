/** Runs in the page, so it can use nothing from outside itself. */
export function findCutOff(): string[] {
  const faults: string[] = [];
  const width = document.documentElement.clientWidth;
  const name = (element: Element) =>
    element.outerHTML.slice(0, 160).replaceAll(/\s+/g, ' ');
  if (document.documentElement.scrollWidth > width)
    faults.push(
      `scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`,
    );
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    // Read out only, or in the one region that may scroll sideways; a field's text
    // scrolls in its field.
    if (element.closest('.visually-hidden, .scroll-x, svg > *, input') !== null)
      continue;
    if (box.right > width + 1 || box.left < -1)
      faults.push(
        `leaves the window (${Math.round(box.left)} to ${Math.round(box.right)} of ${width}): ${name(element)}`,
      );
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const isCutAcross =
      ['hidden', 'clip'].includes(overflowX) &&
      element.scrollWidth > element.clientWidth + 1;
    const isCutDown =
      ['hidden', 'clip'].includes(overflowY) &&
      element.scrollHeight > element.clientHeight + 1;
    if (isCutAcross || isCutDown || textOverflow === 'ellipsis')
      faults.push(`is cut off: ${name(element)}`);
  }
  return faults;
}
