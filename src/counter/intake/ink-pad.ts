// Ink on a canvas: what a finger, a pen or a mouse draws there, smooth, and thinner
// where it was quick, as a pen writes.

type Point = { x: number; y: number; at: number };
type Stroke = Point[];

/** Widths in CSS pixels; the speed, in pixels a millisecond, that halves the ink. */
const [THIN, THICK, QUICK] = [1.5, 3, 0.7];
/** So much of a width is what it was: no steps are seen. */
const INERTIA = 0.7;

export type InkPad = { wipe: () => void; stop: () => void };

type Listener = { onBegin: () => void; onEnd: () => void };

/** Draws what is written on the canvas, until it is stopped. */
export function startInk(
  canvas: HTMLCanvasElement,
  { onBegin, onEnd }: Listener,
): InkPad {
  let strokes: Stroke[] = [];
  let pointer: number | undefined;
  const draw = (stroke: Stroke) => drawStroke(canvas, stroke);
  const add = (event: PointerEvent) => {
    const { left, top } = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    strokes.at(-1)?.push({ x, y, at: event.timeStamp });
  };
  const listeners = {
    pointerdown: (event: PointerEvent) => {
      // A second finger or the palm writes nothing.
      if (pointer !== undefined || event.button !== 0) return;
      event.preventDefault();
      pointer = event.pointerId;
      try {
        canvas.setPointerCapture(pointer);
      } catch {
        // It is gone already; what it wrote stays.
      }
      strokes.push([]);
      add(event);
      draw(strokes.at(-1) ?? []);
      onBegin();
    },
    pointermove: (event: PointerEvent) => {
      if (event.pointerId !== pointer) return;
      // Between two pictures a finger has been in more places than one.
      const places = event.getCoalescedEvents?.() ?? [];
      for (const place of places.length > 0 ? places : [event]) {
        add(place);
        draw(strokes.at(-1) ?? []);
      }
    },
    pointerup: (event: PointerEvent) => {
      if (event.pointerId !== pointer) return;
      pointer = undefined;
      // Twice the same place: the last piece goes to it, not to its middle.
      const stroke = strokes.at(-1) ?? [];
      stroke.push(...stroke.slice(-1));
      draw(stroke);
      onEnd();
    },
  };
  const all = Object.entries({
    ...listeners,
    pointercancel: listeners.pointerup,
    lostpointercapture: listeners.pointerup,
  }) as [keyof HTMLElementEventMap, EventListener][];
  for (const [name, listen] of all) canvas.addEventListener(name, listen);
  canvas.style.touchAction = 'none';
  const observer = new ResizeObserver(() => {
    strokes = fit(canvas, strokes);
  });
  observer.observe(canvas);
  return {
    wipe() {
      pointer = undefined;
      strokes = [];
      fit(canvas, strokes);
    },
    stop() {
      observer.disconnect();
      for (const [name, listen] of all)
        canvas.removeEventListener(name, listen);
    },
  };
}

/** Its last piece; a whole one is drawn by its pieces, in the order they were made. */
function drawStroke(canvas: HTMLCanvasElement, stroke: Stroke): void {
  const context = canvas.getContext('2d');
  const [before, from, to] = [stroke.at(-3), stroke.at(-2), stroke.at(-1)];
  if (context === null || to === undefined) return;
  context.lineCap = 'round';
  context.beginPath();
  if (from === undefined) {
    context.arc(to.x, to.y, THICK / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  // From the middle of one piece to that of the next, bent about the place between.
  const start = before === undefined ? from : middle(before, from);
  const end = middle(from, to);
  context.moveTo(start.x, start.y);
  context.quadraticCurveTo(from.x, from.y, end.x, end.y);
  context.lineWidth = widthOf(stroke);
  context.stroke();
}

const middle = (one: Point, other: Point) => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
});

/** By the speed of its last pieces. */
function widthOf(stroke: Stroke): number {
  let width = THICK;
  const last = stroke.slice(-6);
  for (const [at, to] of last.entries()) {
    const from = last[at - 1];
    if (from === undefined) continue;
    const way = Math.hypot(to.x - from.x, to.y - from.y);
    // The end of a stroke, where it is as thin as it came.
    if (way === 0) continue;
    const speed = way / Math.max(1, to.at - from.at);
    const wished = Math.max(THIN, THICK / (1 + speed / QUICK));
    width = width * INERTIA + wished * (1 - INERTIA);
  }
  return width;
}

/**
 * Fits the drawing to the element, sharp on dense screens. Turning the device
 * keeps the strokes: they are drawn again, made smaller where they would not fit.
 */
function fit(canvas: HTMLCanvasElement, strokes: Stroke[]): Stroke[] {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  const { offsetWidth: width, offsetHeight: height } = canvas;
  if (width === 0 || height === 0) return strokes;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.getContext('2d')?.scale(ratio, ratio);
  const right = Math.max(0, ...strokes.flat().map(({ x }) => x));
  const shrink = right > width ? width / right : 1;
  const fitted = strokes.map((stroke) =>
    stroke.map((point) => ({
      ...point,
      x: point.x * shrink,
      y: point.y * shrink,
    })),
  );
  for (const stroke of fitted)
    for (let n = 1; n <= stroke.length; n += 1)
      drawStroke(canvas, stroke.slice(0, n));
  return fitted;
}
