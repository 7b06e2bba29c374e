// `npm run dev`: vite with hot reload for the three surfaces, in front of a
// platform of its own with a data folder of its own. Pages come from vite and
// so without the CSP; see them with it under `npm start`. After a change in
// src/platform, protocol or domain, stop and run it again.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { demandNode, ensureInstalled, projectRoot } from './install.mjs';

demandNode();
await ensureInstalled();
await ensureBuilt();

const pagesPort = Number(process.env['PORT'] ?? 8080);
const platformPort = pagesPort + 1;
const platform = spawn(
  process.execPath,
  [join(projectRoot, 'dist/platform/main.js')],
  {
    cwd: projectRoot,
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: String(platformPort),
      DATA_DIR: process.env['DATA_DIR'] ?? './data/dev',
    },
  },
);
process.env['DEV_PLATFORM'] = `http://localhost:${platformPort}`;

const { createServer } = await import('vite');
const pages = await createServer({
  root: projectRoot,
  server: { port: pagesPort, strictPort: true, host: 'localhost' },
});
// Ctrl-C reaches both processes; the platform then ends by itself, which also
// stops its PostgreSQL, and this one waits for it.
const stop = () => {
  platform.kill('SIGINT');
};
process.on('SIGINT', () => {});
process.on('SIGTERM', stop);
platform.once('exit', (code) => {
  void pages.close().then(() => process.exit(code ?? 1));
});

await pages.listen();
// Said last, below what the platform says of itself.
await untilReady(`http://localhost:${platformPort}/readyz`);
console.log(
  `Pages with hot reload: http://localhost:${pagesPort}/ (the platform behind them: port ${platformPort})`,
);

async function untilReady(url) {
  for (;;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // its port is not open yet
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
