// Plain JavaScript without dependencies: this runs on a fresh clone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const projectRoot = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../..',
);

/** Ends with a sentence when this Node is too old to run the platform. */
export function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Node ${process.versions.node} is too old: install Node 20.19 or later from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

/** Installs what package-lock.json says, unless it is there already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const startedAt = Date.now();
  console.log('Installing packages (npm ci); the first time takes a minute …');
  // Run by the npm that started us, so that no other one is needed.
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const code = npm
    ? await run(process.execPath, [npm, ...args])
    : await run('npm', args);
  if (code !== 0 || !isInstalled()) {
    console.error(
      'The packages could not be installed; what npm says stands above. Without a network, copy node_modules from a machine of the same kind.',
    );
    process.exit(code || 1);
  }
  console.log(`Packages installed in ${secondsSince(startedAt)} s.`);
}

/**
 * npm keeps its own record of what stands in node_modules and writes it last,
 * so an installation that was cut short is recognised too.
 */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    // Packages for other systems are optional and stay out.
    if (!present[path]) return entry.optional === true;
    return present[path].version === entry.version;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Runs a program in the checkout's root; its exit code, 1 after a signal. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      stdio: 'inherit',
      // npm is a script on Windows, which only a shell can run.
      shell: process.platform === 'win32' && program === 'npm',
      ...options,
    });
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

export function secondsSince(startedAt) {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}
