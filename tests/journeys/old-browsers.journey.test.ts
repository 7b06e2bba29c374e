// The browser floor, Chromium 99 and Firefox 115, on the app as it is built, with
// all that it brings from elsewhere; and what an older browser is shown.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { transformWithOxc } from 'vite';
import { aBrowser } from '../support/browser-process.ts';
import { freePort } from '../support/platform-process.ts';
import { serveApp } from '../support/serve-app.ts';
import { YOUNGER } from '../house/younger-methods.ts';

const APP = 'dist/app';
const FLOOR = ['chrome99', 'firefox115'];
const LAST_BEFORE = 'Chrome/98.0.4758.102';

const browser = aBrowser();
afterAll(() => browser.remove());

const scripts = () =>
  readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, code: readFileSync(join(APP, name), 'utf8') }));

test('there is no syntax in the built app that the oldest browsers lack', async () => {
  for (const { name, code } of scripts()) {
    const print = async (target: string | string[]) =>
      (await transformWithOxc(code, name, { target, sourcemap: false })).code;
    // What was lowered once is not lowered again.
    expect(await print(FLOOR), name).toBe(await print('esnext'));
  }
});

test('no method is called in it that they lack', () => {
  const found = scripts().flatMap(({ name, code }) =>
    [...code.matchAll(YOUNGER)].map(
      ({ index }) => `${name}: ${code.slice(index - 60, index + 40)}`,
    ),
  );
  expect(found).toEqual([]);
});

test('an older browser is shown what to do, and no more', async () => {
  const app = await serveApp(APP, await freePort());
  try {
    const page = await browser.open();
    const address = `http://localhost:${app.port}`;
    const session = await page.context().newCDPSession(page);
    const agent = await page.evaluate(() => navigator.userAgent);
    const show = async (userAgent: string, path: string) => {
      await session.send('Emulation.setUserAgentOverride', { userAgent });
      await page.goto(`${address}${path}`);
      return await page.getByRole('heading', { level: 1 }).innerText();
    };
    const old = agent.replace(/Chrome\/[\d.]+/, LAST_BEFORE);
    for (const path of ['/', '/r', '/review/'])
      expect(await show(old, path)).toBe('这个浏览器太旧，打不开本页');
    expect(await page.locator('#root').innerHTML()).toBe('');

    // One that cannot promise that what is saved is on the disk.
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Firefox/115.0';
    await page.addInitScript(() => {
      Reflect.deleteProperty(IDBTransaction.prototype, 'durability');
    });
    expect(await show(firefox, '/')).toBe('这个浏览器太旧，打不开本页');
    expect(await show(firefox, '/r')).not.toBe('这个浏览器太旧，打不开本页');
  } finally {
    await app.close();
  }
});
