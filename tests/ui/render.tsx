import { render, type ComponentChildren } from 'preact';
import { afterEach } from 'vitest';
import '../../src/ui/base.css';

const mounted = new Set<Element>();
afterEach(() => {
  for (const host of mounted) {
    render(null, host);
    host.remove();
  }
  mounted.clear();
  delete document.documentElement.dataset['textSize'];
});

/** Draws into a fresh host in the page; the host is cleared after the test. */
export function draw(children: ComponentChildren): HTMLElement {
  const host = document.createElement('div');
  document.body.append(host);
  mounted.add(host);
  render(children, host);
  return host;
}

/** Lets effects and signals run that a press or key has set off. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
