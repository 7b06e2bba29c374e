// `npm run admin -- …` beside a running platform, as an operator types it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What it prints. @throws when it did not do it. */
export async function admin(
  dataDir: string,
  ...words: readonly string[]
): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['dist/platform/admin.js', ...words],
    { env: { ...process.env, DATA_DIR: dataDir, DEMO: '1' } },
  );
  return stdout;
}
