// Plain JavaScript without dependencies; vite is run as a program, after the
// packages are installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot, secondsSince } from './install.mjs';

/** What the built files depend on. */
const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

const recordPath = join(projectRoot, 'dist/.built-from');

/** Builds dist/app and dist/platform, unless they are from these sources. */
export async function ensureBuilt() {
  const digest = digestOf(sources);
  if (readRecord() !== digest) await build(digest);
}

async function build(digest) {
  const startedAt = Date.now();
  console.log('Building the app and the platform …');
  // Removed first and written last: a build cut short counts as none.
  rmSync(recordPath, { force: true });
  const results = await Promise.all([
    viteBuild(['build']),
    viteBuild(['build', '--ssr']),
  ]);
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length > 0) {
    for (const { output } of failed) console.error(output);
    console.error('The build failed; the reason stands above.');
    process.exit(1);
  }
  mkdirSync(join(projectRoot, 'dist'), { recursive: true });
  writeFileSync(recordPath, digest);
  console.log(`Built in ${secondsSince(startedAt)} s.`);
}

function readRecord() {
  try {
    return readFileSync(recordPath, 'utf8');
  } catch {
    return undefined;
  }
}

/** A digest over names and contents of all files, in a fixed order. */
function digestOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(projectRoot, path);
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    } else {
      hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** Runs vite quietly: its report of chunks is of no use to an operator. */
function viteBuild(args) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(projectRoot, 'node_modules/vite/bin/vite.js'), ...args],
      {
        cwd: projectRoot,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

// `npm run build`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build(digestOf(sources));
}
