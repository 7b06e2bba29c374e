// The device's wall clock, moved in its worker alone: a browser's own tools move that of
// the page and leave the worker's as it is.
import type { BrowserContext } from 'playwright-core';

/**
 * Before the app is opened. `at`: the instant at which the clock starts, ISO 8601. Gives
 * what ends it for workers that start later: until then nothing comes from the shell.
 */
export async function startClockAt(
  context: BrowserContext,
  at: string,
): Promise<() => Promise<void>> {
  const shift = Date.parse(at) - Date.now();
  const moved = `{const D=Date;globalThis.Date=class extends D{
    constructor(...given){given.length===0?super(D.now()+${shift}):super(...given)}
    static now(){return D.now()+${shift}}}}`;
  const worker = '**/assets/worker-*.js';
  await context.route(worker, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `${moved}\n${await response.text()}`,
    });
  });
  return () => context.unroute(worker);
}
