// What a program can see wrong on a screen: WCAG 2.2 AA as axe reads it, and
// anything that leaves the window sideways or is cut off.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { findCutOff } from './cut-off.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Levels A and AA of WCAG 2.0, 2.1 and 2.2. */
const RULES: RunOptions = {
  runOnly: [
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
    'wcag22aa',
    'best-practice',
  ],
  resultTypes: ['violations'],
};

type AxeWindow = { axe: { run(options: RunOptions): Promise<AxeResults> } };

/**
 * Bars that stick are let go of meanwhile: what one of them covers at this moment is
 * scrolled to, and axe would call a target half under it too small.
 */
export async function accessFaults(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  // Through the debugger: the page's own policy lets no foreign script in.
  if (!isThere) await page.evaluate(`(() => {${axeSource}})();undefined`);
  const found = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as AxeWindow;
    const loose = new CSSStyleSheet();
    loose.replaceSync(
      '.page-primary-stuck, .page-nav, .strip-frame { position: static !important; }',
    );
    const before = [...document.adoptedStyleSheets];
    document.adoptedStyleSheets = [...before, loose];
    const { violations } = await axe.run(options);
    document.adoptedStyleSheets = before;
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => [id, html, failureSummary ?? '']),
    );
  }, RULES);
  return found.map((parts) => parts.join(' | ').replaceAll(/\s+/g, ' '));
}

export async function cutOffFaults(page: Page): Promise<string[]> {
  return await page.evaluate(findCutOff);
}
