// Whether a person without a pointer comes to everything that can be pressed or filled
// in, sees where he is, and finds it under no bar (WCAG 2.1.1, 2.4.7, 2.4.11).
import type { Page } from 'playwright-core';

/** Goes through the screen with the Tab key, from its beginning. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const controls = await page.evaluate(startWalk);
  let left = controls;
  // Radios of one group are one stop; a walk that never ends would go round.
  for (let steps = 0; left > 0 && steps < controls + 20; steps += 1) {
    await page.keyboard.press('Tab');
    left = await page.evaluate(noteStep);
  }
  return await page.evaluate(endWalk);
}

type Walk = {
  left: Set<Element>;
  faults: string[];
  before: Element | null;
  start: HTMLElement;
};
type WalkWindow = { keyboardWalk: Walk };

/** Gives how many controls there are. Runs in the page, as the next two. */
function startWalk(): number {
  const place = document.querySelector('dialog[open]') ?? document.body;
  const controls = place.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]',
  );
  const left = [...controls].filter(
    (each) =>
      each.checkVisibility({ checkVisibilityCSS: true }) &&
      !each.matches(':disabled') &&
      each.closest('[inert]') === null,
  );
  const start = document.createElement('span');
  start.tabIndex = -1;
  const before = document.activeElement;
  place.prepend(start);
  start.focus({ preventScroll: true });
  (globalThis as unknown as WalkWindow).keyboardWalk = {
    left: new Set(left),
    faults: [],
    before,
    start,
  };
  return left.length;
}

/** Gives how many controls were not come to yet. */
function noteStep(): number {
  const { left, faults } = (globalThis as unknown as WalkWindow).keyboardWalk;
  const active = document.activeElement;
  if (active === null || !left.has(active)) return left.size;
  const isRadio = active instanceof HTMLInputElement && active.type === 'radio';
  for (const each of left)
    if (
      each === active ||
      (isRadio &&
        each instanceof HTMLInputElement &&
        each.type === 'radio' &&
        each.name === active.name)
    )
      left.delete(each);
  const name = active.outerHTML.slice(0, 160).replaceAll(/\s+/g, ' ');
  // A file's input shows its focus by its label, and so does a radio's.
  const rings = [active, active.closest('label')].filter(
    (each) => each !== null,
  );
  const isMarked = rings.some((each) => {
    const { outlineStyle, boxShadow } = getComputedStyle(each);
    return outlineStyle !== 'none' || boxShadow !== 'none';
  });
  if (!isMarked) faults.push(`shows no focus: ${name}`);
  const seen = rings.at(-1) ?? active;
  const { left: x, top: y, width, height } = seen.getBoundingClientRect();
  const isSeen = [0.1, 0.5, 0.9].some((down) =>
    [0.1, 0.5, 0.9].some((across) => {
      const at = document.elementFromPoint(
        x + width * across,
        y + height * down,
      );
      return at !== null && (seen.contains(at) || at.contains(seen));
    }),
  );
  if (!isSeen) faults.push(`has the focus under something else: ${name}`);
  return left.size;
}

function endWalk(): string[] {
  const { left, faults, before, start } = (globalThis as unknown as WalkWindow)
    .keyboardWalk;
  start.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return [
    ...faults,
    ...[...left].map(
      (each) =>
        `is not come to by Tab: ${each.outerHTML.slice(0, 160).replaceAll(/\s+/g, ' ')}`,
    ),
  ];
}
