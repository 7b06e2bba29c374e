// `npm test`: everything, from a fresh clone. Plain JavaScript without
// dependencies, because it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../src/platform/commands/build.mjs';
import {
  demandNode,
  ensureInstalled,
  projectRoot,
  run,
} from '../src/platform/commands/install.mjs';

demandNode();
// Debian's packages come while ours are installed, built and checked.
const browserThere = ensureBrowser();
await ensureInstalled();
await ensureBuilt();

const checkCode = await run('npm', ['run', 'check']);
if (checkCode !== 0) {
  console.error(
    'npm run check has failed, see above. The tests run all the same.',
  );
}
await browserThere;
const testCode = await run(process.execPath, [
  join(projectRoot, 'node_modules/vitest/vitest.mjs'),
  'run',
]);
process.exit(testCode || checkCode);

/**
 * Journeys need a Chromium and a Chinese font, and strace to see what reaches
 * the disk. Root gets them by apt.
 */
async function ensureBrowser() {
  const missing = [
    findChromium() ? undefined : 'chromium',
    hasChineseFont() ? undefined : 'fonts-noto-cjk',
    hasStrace() ? undefined : 'strace',
  ].filter((name) => name !== undefined);
  if (missing.length > 0 && canInstall()) {
    console.log(`Installing ${missing.join(' and ')} by apt …`);
    const environment = {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    await run('apt-get', ['update', '-q'], environment);
    await run(
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', ...missing],
      environment,
    );
  }
  const chromium = findChromium();
  if (!chromium || !hasChineseFont() || !hasStrace()) {
    console.error(
      `The tests need Chromium, a Chinese font and strace. Install them with "sudo apt-get install ${missing.join(' ')}", ` +
        'or name another Chromium with CHROMIUM=/path/to/chromium, and run npm test again.',
    );
    process.exit(1);
  }
  process.env['CHROMIUM'] = chromium;
}

function findChromium() {
  return [
    process.env['CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((path) => path && existsSync(path));
}

function hasChineseFont() {
  // Only Linux comes without one.
  if (process.platform !== 'linux') return true;
  try {
    return (
      execFileSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }) !== ''
    );
  } catch {
    return false; // fc-list itself comes with Chromium
  }
}

function hasStrace() {
  // Only Linux has it; elsewhere the tests that need it are not run.
  if (process.platform !== 'linux') return true;
  return ['/usr/bin/strace', '/bin/strace'].some((path) => existsSync(path));
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}
