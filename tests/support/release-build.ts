// The build of the release before this one (tests/support/keep-release.mjs), and
// mixtures of it with today's: village and county never update in the same hour.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const RELEASES = 'tests/fixtures/releases';

type Which = 'previous' | 'today';

export type Build = {
  /** Starts its platform, which serves its app. */
  program: string;
  remove(): void;
};

/** Of which release app and platform are. */
export function aBuild(of: { app: Which; platform: Which }): Build {
  const folder = mkdtempSync(join(tmpdir(), 'vsp-build-'));
  // As root the engine runs as another account, which must get in here.
  chmodSync(folder, 0o755);
  const [release] = readdirSync(RELEASES);
  if (release === undefined) throw new Error(`${RELEASES} is empty`);
  execFileSync('tar', ['-xzf', join(RELEASES, release), '-C', folder]);
  for (const part of ['app', 'platform'] as const) {
    if (of[part] === 'previous') continue;
    const place = join(folder, 'dist', part);
    rmSync(place, { recursive: true });
    cpSync(join('dist', part), place, { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    program: join(folder, 'dist/platform/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
