// Serves the files of a built app and nothing behind them, as a county whose
// platform is being repaired: a device finds a newer app and cannot send.
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { appFileRoutes } from '../../src/platform/http/routes/app-files.ts';
import { listen, type Listening } from '../../src/platform/http/listen.ts';

export function serveApp(folder: string, port: number): Promise<Listening> {
  const app = new Hono();
  app.all('/api/*', (c) => c.body(null, 503));
  app.route('/', appFileRoutes(folder));
  return listen(app.fetch, { port, hostname: '127.0.0.1' });
}

/** Today's app with another page and so another service worker, as a release. */
export function aNextApp(name: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'vsp-app-'));
  cpSync('dist/app', folder, { recursive: true });
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8').replace(
    '</head>',
    `<meta name="build" content="${name}"></head>`,
  );
  writeFileSync(page, html);
  const worker = join(folder, 'service-worker.js');
  const revision = createHash('md5').update(html).digest('hex');
  const script = readFileSync(worker, 'utf8');
  const before =
    /"?revision"?:"[0-9a-f]{32}","?url"?:"index\.html"|"?url"?:"index\.html","?revision"?:"[0-9a-f]{32}"/.exec(
      script,
    )?.[0];
  if (before === undefined) throw new Error('index.html is not in the shell');
  writeFileSync(
    worker,
    script.replace(before, before.replace(/[0-9a-f]{32}/, revision)),
  );
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
