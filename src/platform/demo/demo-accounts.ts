import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrMake } from '../keys/key-files.ts';
import { makePassword } from '../people/password.ts';
import { demoStaff } from './demo-county.ts';

/** As `npm run demo` shows it. `role` is the title in words. */
export type DemoAccount = {
  login: string;
  role: string;
  name: string;
  password: string;
};

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
      demoStaff.map(({ login, title, name }): DemoAccount => ({
        login,
        role: title,
        name,
        password: makePassword(),
      })),
    ),
  );
  return { accounts, isNew };
}
