// Where the clerk was when the counter locked: the field and the scroll place of
// that address, for the next time it is drawn.
type Place = { path: string; top: number; fieldId: string };

let kept: Place | undefined;
/** Longer than a page of ours takes to be drawn on a slow phone. */
const PATIENCE_MS = 5_000;
const STEADY_FRAMES = 20;

/** Remembers the present place. */
export function keepPlace(): void {
  kept = {
    path: location.pathname,
    top: scrollY,
    fieldId: document.activeElement?.id ?? '',
  };
}

/** After an unlock: back to the field, once it is there. */
export function returnToPlace(): void {
  const place = kept;
  kept = undefined;
  if (place === undefined || place.path !== location.pathname) return;
  const end = performance.now() + PATIENCE_MS;
  let steady = 0;
  const look = () => {
    const field =
      place.fieldId === '' ? null : document.getElementById(place.fieldId);
    const isDrawn =
      field !== null ||
      (place.fieldId === '' &&
        document.documentElement.scrollHeight >= place.top + innerHeight);
    if (!isDrawn) {
      if (performance.now() < end) requestAnimationFrame(look);
      return;
    }
    if (steady === 0 || document.activeElement !== field) {
      field?.focus({ preventScroll: true });
      scrollTo({ top: place.top });
    }
    // A page that is just being drawn puts the focus on its heading.
    steady += 1;
    if (field !== null && steady < STEADY_FRAMES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
