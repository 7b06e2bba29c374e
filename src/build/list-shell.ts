// What a device keeps of the app for having no network: every file that the build
// wrote, listed in the service worker, which fetches them when it is installed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LIST = 'self.SHELL_FILES';
const SERVICE_WORKER = 'service-worker.js';

/**
 * The console and what residents open need the network, and a village's data volume
 * is not for them; the icons of the home screen are asked for once, when the app is
 * installed.
 */
const NOT_KEPT =
  /(review|resident)-app-|icon-\d+\.png$|service-worker\.js$|\.map$/;

export function listShell(): Plugin {
  return {
    name: 'list-shell',
    writeBundle({ dir = '' }) {
      const path = join(dir, SERVICE_WORKER);
      const code = readFileSync(path, 'utf8');
      if (!code.includes(LIST)) throw new Error(`no ${LIST} in the shell`);
      writeFileSync(path, code.replace(LIST, JSON.stringify(listOf(dir))));
    },
  };
}

/** Names of assets hold a hash of their content; other files have a revision. */
function listOf(dir: string): { url: string; revision: string | null }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({ file, url: file.slice(dir.length + 1) }))
    .filter(({ url }) => !NOT_KEPT.test(url))
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ file, url }) => ({
      url,
      revision: url.startsWith('assets/') ? null : md5(readFileSync(file)),
    }));
}

const md5 = (bytes: Uint8Array) =>
  createHash('md5').update(bytes).digest('hex');
