// A window of its own for a second screen: the number and nothing else. It is a blank
// page that the counter writes into, so it holds no device and knows no name.
import { proxy } from 'comlink';
import type { LineView, StopWatching } from '../../device/device-api.ts';
import { device, deviceState } from '../device.ts';

const NAME = 'number-display';
const STYLE =
  'margin:0;min-height:100vh;display:grid;place-items:center;background:#fff;color:#1b2420;font:600 30vw/1 system-ui,sans-serif';

let display: Window | null = null;
let stop: StopWatching | undefined;
let stopLooking: (() => void) | undefined;

/**
 * Opens it, or takes up the one of before the counter was loaded anew. It follows the
 * line whatever the counter's own screen shows; without the counter it is blank.
 */
export async function openDisplay(number: string): Promise<void> {
  display = open('', NAME, 'popup');
  show(number);
  addEventListener('pagehide', blank);
  stopLooking ??= deviceState.subscribe((state) => {
    if (state === undefined) blank();
  });
  stop?.();
  stop = undefined;
  const follow = (line: LineView | null) => {
    // Locked, nobody else is called.
    if (line !== null) show(line.called ?? '');
  };
  stop = await device().line.watch(proxy(follow));
}

const blank = () => show('');

function show(number: string): void {
  if (display === null || display.closed) return;
  const { document } = display;
  document.documentElement.lang = 'zh-CN';
  document.title = number;
  document.body.style.cssText = STYLE;
  document.body.textContent = number;
}
