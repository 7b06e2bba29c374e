// What the bench knows of the page's own time. Runs in the page before anything of
// the app, so that it can use nothing from outside itself.

export type Meter = {
  /** Over 50 ms each; `at`: when it began, by the page's clock. */
  longTasks: { at: number; ms: number }[];
  /** Of the last press of a finger or mouse, by the page's clock. */
  pressedAt: number;
  /** Of the last key or text put in, by the page's clock. */
  keyAt: number;
  /** The first picture after it. */
  keyPaintedAt: number;
  /** The picture with the last change of what stands on the page. */
  changedAt: number;
  /** The picture with what is said of a photograph; 0: it is being drawn. */
  useAt: number | undefined;
};

declare global {
  var meter: Meter;
}

export function installMeter(): void {
  const meter: Meter = {
    longTasks: [],
    pressedAt: 0,
    keyAt: 0,
    keyPaintedAt: 0,
    changedAt: 0,
    useAt: undefined,
  };
  globalThis.meter = meter;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      meter.longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });

  /** After the next picture: a frame's callbacks run before it is drawn. */
  const whenPainted = (task: () => void) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', task, { once: true });
      port1.start();
      port2.postMessage(null);
    });
  };
  const onKey = (event: Event) => {
    // A key comes twice: as itself, with the time of the hand, and as a change.
    const isSame =
      event.type === 'beforeinput' && event.timeStamp - meter.keyAt < 5;
    if (!isSame) meter.keyAt = event.timeStamp;
    whenPainted(() => {
      meter.keyPaintedAt = performance.now();
    });
  };
  addEventListener(
    'pointerdown',
    ({ timeStamp }) => {
      meter.pressedAt = timeStamp;
    },
    true,
  );
  addEventListener('keydown', onKey, true);
  addEventListener('beforeinput', onKey, true);
  new MutationObserver((changes) => {
    const isSeen = changes.some(({ target }) => {
      const element = target instanceof Element ? target : target.parentElement;
      return element?.closest('.visually-hidden') === null;
    });
    if (isSeen)
      whenPainted(() => {
        meter.changedAt = performance.now();
      });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
