// `npm start`: from a fresh clone to a running platform. Plain JavaScript
// without dependencies, because it runs before anything is installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { demandNode, ensureInstalled, projectRoot } from './install.mjs';

demandNode();
endWithNpm();
await ensureInstalled();
await ensureBuilt();
process.env['NODE_ENV'] ??= 'production';
// In this process, not in a child: one process to stop, and its exit code is
// ours. From here on the platform itself listens to Ctrl-C.
await import(pathToFileURL(join(projectRoot, 'dist/platform/main.js')).href);

/**
 * npm runs us through a shell. A signal sent to npm alone (kill, a service
 * manager) ends npm but never reaches this process, which would go on holding
 * the port and the data folder. So npm's death counts as the wish to stop.
 */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  const callers = findCallers();
  const watch = setInterval(() => {
    if (findCallers() === callers) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

/** The shell and, where the system tells, npm behind it; init once they died. */
function findCallers() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const parentOfShell = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return `${process.ppid} ${parentOfShell}`;
  } catch {
    return String(process.ppid);
  }
}
