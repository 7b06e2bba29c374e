import type { PlatformContext } from '../context.ts';
import { addAccount, setPasswordHash } from '../database/queries/accounts.ts';
import { saveStation } from '../database/queries/stations.ts';
import { hashPassword } from '../people/password.ts';
import { loadDemoAccounts, type DemoAccount } from './demo-accounts.ts';
import { demoStaff, demoStations } from './demo-county.ts';

/**
 * Makes the demo's stations and accounts, as far as they are missing. May be
 * called at every start. When the file of passwords was lost, new ones are made
 * and take the place of the old.
 */
export async function seedDemo(
  { sql, config }: Pick<PlatformContext, 'sql' | 'config'>,
  dataDir: string,
): Promise<DemoAccount[]> {
  const { county } = config;
  const { accounts, isNew } = await loadDemoAccounts(dataDir);
  const hashes = await Promise.all(
    accounts.map(({ password }) => hashPassword(password)),
  );
  await sql.begin(async (tx) => {
    for (const station of demoStations) await saveStation(tx, county, station);
    for (const [index, { login, name }] of accounts.entries()) {
      const staff = demoStaff.find((each) => each.login === login);
      const passwordHash = hashes[index];
      if (staff === undefined || passwordHash === undefined) continue;
      const { id: accountId, role, scope } = staff;
      const isAdded = await addAccount(tx, {
        county,
        accountId,
        login,
        name,
        passwordHash,
        demo: true,
        roles:
          role === 'reviewer'
            ? [{ role, audience: `township:${scope.town9 ?? ''}` }]
            : role === 'administrator'
              ? [{ role, audience: 'county' }]
              : [],
      });
      if (!isAdded && isNew)
        await setPasswordHash(tx, { county, accountId, passwordHash });
    }
  });
  return accounts;
}
