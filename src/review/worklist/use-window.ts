import { useLayoutEffect, useState } from 'preact/hooks';

/** Fewer rows are simply all there. */
const WINDOWED_FROM = 100;
/** Rows beyond the edges, so that scrolling by a little shows no gap. */
const SPARE = 20;
/** Until one was measured. */
const USUAL_HEIGHT = 36;

export type RowWindow = {
  /** Rows `from` up to but without `to` are in the page. */
  from: number;
  to: number;
  /** Height of what is left out above and below, px. */
  above: number;
  below: number;
  isWindowed: boolean;
};

/**
 * Which rows of a long list stand in the page: those that its scrolling box shows, and
 * a few beyond. Rows are all of one height.
 */
export function useWindow(
  box: { current: HTMLElement | null },
  count: number,
): RowWindow {
  const isWindowed = count > WINDOWED_FROM;
  const [place, setPlace] = useState({
    top: 0,
    height: 800,
    row: USUAL_HEIGHT,
  });
  useLayoutEffect(() => {
    const element = box.current;
    if (!isWindowed || element === null) return undefined;
    const look = () => {
      const row =
        element.querySelector<HTMLElement>('tbody tr[aria-rowindex]')
          ?.offsetHeight ?? USUAL_HEIGHT;
      setPlace({
        top: element.scrollTop,
        height: element.clientHeight,
        row: Math.max(1, row),
      });
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [isWindowed]);
  if (!isWindowed)
    return { from: 0, to: count, above: 0, below: 0, isWindowed };
  const { top, height, row } = place;
  const from = Math.max(0, Math.min(count, Math.floor(top / row)) - SPARE);
  const to = Math.min(count, Math.ceil((top + height) / row) + SPARE);
  return {
    from,
    to,
    above: from * row,
    below: (count - to) * row,
    isWindowed,
  };
}
