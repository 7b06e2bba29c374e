import { unreachable } from '../../domain/unreachable.ts';
import type { PlatformContext } from '../context.ts';
import { findCurrentCatalogue } from '../catalogue/pinned-catalogue.ts';
import { addAccount, setPasswordHash } from '../database/queries/accounts.ts';
import { saveStation } from '../database/queries/stations.ts';
import { hashPassword } from '../people/password.ts';
import { loadDemoAccounts, type DemoAccount } from './demo-accounts.ts';
import { demoStaff, demoStations, type DemoStaff } from './demo-county.ts';

/**
 * Makes the demo's stations and accounts, as far as they are missing. May be
 * called at every start. When the file of passwords was lost, new ones are made
 * and take the place of the old.
 */
export async function seedDemo(
  context: Pick<PlatformContext, 'sql' | 'config'>,
  dataDir: string,
): Promise<DemoAccount[]> {
  const { sql, config } = context;
  const { county } = config;
  const departments = await readDepartments(context);
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
        roles: audiencesOf(role, scope.town9, departments).map((audience) => ({
          role,
          audience,
        })),
      });
      if (!isAdded && isNew)
        await setPasswordHash(tx, { county, accountId, passwordHash });
    }
  });
  return accounts;
}

async function readDepartments(
  context: Pick<PlatformContext, 'sql' | 'config'>,
): Promise<string[]> {
  const current = await findCurrentCatalogue(context);
  return (current?.catalogue.departments ?? []).flatMap(({ id, level }) =>
    level === 'department' ? id : [],
  );
}

function audiencesOf(
  role: DemoStaff['role'],
  town9: string | undefined,
  departments: readonly string[],
): string[] {
  switch (role) {
    case 'reviewer':
      return town9 === undefined ? [] : [`township:${town9}`];
    case 'handler':
      return departments.map((id) => `department:${id}`);
    case 'administrator':
      return ['county'];
    case 'clerk':
      return [];
    default:
      return unreachable(role);
  }
}
