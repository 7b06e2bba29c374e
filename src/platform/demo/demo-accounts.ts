import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Demo } from '../../protocol/demo.ts';
import { loadOrMake } from '../keys/key-files.ts';
import { makePassword } from '../people/password.ts';
import { demoStaff } from './demo-county.ts';

export type DemoAccount = Demo['accounts'][number];

const FILE = 'demo-accounts.json';

/**
 * The demo's accounts with their passwords, made at the first start and kept in
 * the data folder, readable for its owner only (0600).
 */
export async function loadDemoAccounts(
  dataDir: string,
): Promise<{ accounts: DemoAccount[]; isNew: boolean }> {
  const isNew = !existsSync(join(dataDir, FILE));
  const accounts = await loadOrMake(dataDir, FILE, () =>
    Promise.resolve(
      demoStaff.map(({ login, role, title, name }): DemoAccount => ({
        login,
        role,
        title,
        name,
        password: makePassword(),
      })),
    ),
  );
  return { accounts, isNew };
}
