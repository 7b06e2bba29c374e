// The gallery of the shared components, as `npm run dev` shows it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer, type ViteDevServer } from 'vite';
import { aBrowser } from '../support/browser-process.ts';
import { freePort } from '../support/platform-process.ts';

const browser = aBrowser();
let pages: ViteDevServer;
let address: string;

beforeAll(async () => {
  const port = await freePort();
  pages = await createServer({
    server: { port, strictPort: true, host: 'localhost' },
    logLevel: 'error',
  });
  await pages.listen();
  address = `http://localhost:${port}/tests/ui/gallery/`;
});
afterAll(async () => {
  await browser.remove();
  await pages.close();
});

test('shows every component with its states, and one by itself where it takes the window', async () => {
  const page = await browser.open();
  const broken: string[] = [];
  page.on('pageerror', ({ message }) => broken.push(message));
  await page.goto(address);
  await page.getByRole('heading', { name: 'Shared components' }).waitFor();
  const states = page.getByRole('article');
  expect(await states.count()).toBeGreaterThan(100);
  const question = page.getByRole('article', { name: 'dangerous' });
  await question.getByRole('link', { name: 'by itself' }).click();
  await page.getByRole('dialog').getByText('撤回后要重新收件。').waitFor();
  expect(broken).toEqual([]);
});
