// A window of its own for a second screen: the number and nothing else. It is a blank
// page that the counter writes into, so it holds no device and knows no name.
const NAME = 'number-display';
const STYLE =
  'margin:0;min-height:100vh;display:grid;place-items:center;background:#fff;color:#1b2420;font:600 30vw/1 system-ui,sans-serif';

let display: Window | null = null;

/** Opens it, or takes up the one of before the counter was loaded anew. */
export function openDisplay(number: string): void {
  display = open('', NAME, 'popup');
  showNumber(number);
}

/** On the second screen, while there is one. */
export function showNumber(number: string): void {
  if (display === null || display.closed) return;
  const { document } = display;
  document.documentElement.lang = 'zh-CN';
  document.title = number;
  document.body.style.cssText = STYLE;
  document.body.textContent = number;
}
