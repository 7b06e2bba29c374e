import { mkdirSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { destination, multistream, pino, type Logger } from 'pino';

/**
 * Every request goes into `platform.log` of the data folder (the former start's
 * into `platform.log.previous`), warnings and errors to the terminal as well.
 */
export function openLog(dataDir: string): Logger {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'platform.log');
  if (existsSync(path)) renameSync(path, `${path}.previous`);
  return pino(
    { base: null, timestamp: () => `,"at":"${new Date().toISOString()}"` },
    multistream([
      { level: 'info', stream: destination({ dest: path, mode: 0o600 }) },
      { level: 'warn', stream: process.stderr },
    ]),
  );
}
