// What has to be there before the port opens: structure, keys, catalogue, and
// with a demo its county. Each step does nothing when it is done already.
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { startText } from '../text/platform.ts';
import {
  bundledCalendar,
  bundledCatalogue,
  bundledVersion,
  countyCode,
} from './bundled-catalogue.ts';
import type { ConnectorSettings } from './connectors/connector-settings.ts';
import { isDemoCatalogue } from './catalogue/is-demo-catalogue.ts';
import { keepVillageEdition } from './catalogue/keep-village-edition.ts';
import {
  findCatalogue,
  findCurrentCatalogue,
} from './catalogue/pinned-catalogue.ts';
import { publishCatalogue } from './catalogue/publish-catalogue.ts';
import type { PlatformContext } from './context.ts';
import { migrate } from './database/migrate.ts';
import type { DemoAccount } from './demo/demo-accounts.ts';
import { seedDemo } from './demo/seed.ts';
import { loadCountyKeys } from './keys/county-keys.ts';
import type { InboundSettings } from './settings/inbound-settings.ts';
import type { Origins } from './origins.ts';
import type { OidcSettings } from './people/oidc/oidc-settings.ts';
import { saveCountyStations } from './people/save-county-stations.ts';
import type { Retention } from './retention/periods.ts';
import { claimBucket } from './materials/claim-bucket.ts';
import { StoreUnavailable } from './materials/material-store.ts';
import { openStore } from './materials/open-store.ts';
import type { S3Settings } from './settings/material-settings.ts';
import { rememberEpoch } from './session/epoch.ts';

export type Prepared = {
  context: PlatformContext;
  demoAccounts?: DemoAccount[];
};

export type Preparation =
  | { ok: true; value: Prepared }
  /** Demo data would be mixed into a county's real cases. */
  | { ok: false; code: 'realData' };

/**
 * May be called at every start. @throws NewerDatabase, or what the engine throws.
 */
export async function prepare(p: {
  sql: Sql;
  dataDir: string;
  demo: boolean;
  address: string;
  retention?: Retention;
  addressHeader?: string;
  oidc?: OidcSettings;
  certificates?: ConnectorSettings;
  outbound?: ConnectorSettings;
  sms?: ConnectorSettings;
  inbound?: InboundSettings;
  bucket?: S3Settings;
  origins?: Origins;
  log: Logger;
  say: (sentence: string) => void;
}): Promise<Preparation> {
  const { sql, dataDir, demo, say } = p;
  if ((await migrate(sql)).length > 0) say(startText.migrated);
  const context: PlatformContext = {
    sql,
    config: {
      county: countyCode,
      demo,
      address: p.address,
      ...(p.retention === undefined ? {} : { retention: p.retention }),
      ...(p.addressHeader === undefined
        ? {}
        : { addressHeader: p.addressHeader }),
      ...(p.oidc === undefined ? {} : { oidc: p.oidc }),
      ...(p.certificates === undefined ? {} : { certificates: p.certificates }),
      ...(p.outbound === undefined ? {} : { outbound: p.outbound }),
      ...(p.sms === undefined ? {} : { sms: p.sms }),
      ...(p.inbound === undefined ? {} : { inbound: p.inbound }),
      ...(p.origins === undefined ? {} : { origins: p.origins }),
    },
    keys: await loadCountyKeys(join(dataDir, 'keys'), countyCode),
    store: openStore(dataDir, p.bucket, () => new Date()),
    clock: () => new Date(),
    log: p.log,
  };

  await rememberEpoch(context);
  if (!(await isBucketRight(context))) say(startText.bucketWrong);

  const isOfDemo = await isDemoCatalogue(context);
  if (demo && isOfDemo === false) return { ok: false, code: 'realData' };
  if (!demo && isOfDemo === true) say(startText.demoDataLeft);
  // A county publishes its own versions; a demo follows the program's.
  const isWanted = demo
    ? (await findCatalogue(context, bundledVersion)) === undefined
    : (await findCurrentCatalogue(context)) === undefined;
  if (isWanted) {
    say(startText.publishing);
    await publishCatalogue(context, bundledCatalogue, bundledCalendar);
  }
  // Read here, and kept, so that the first batch of the day need not wait for it.
  const published = await findCurrentCatalogue(context);
  // One that an earlier program has published has none.
  if (published !== undefined)
    await keepVillageEdition(context, published.version);
  if (!demo) {
    if (published !== undefined)
      await saveCountyStations(context, published.catalogue);
    return { ok: true, value: { context } };
  }
  return {
    ok: true,
    value: { context, demoAccounts: await seedDemo(context, dataDir) },
  };
}

/** A county works on without its photographs, and says so. */
async function isBucketRight(context: PlatformContext): Promise<boolean> {
  try {
    return await claimBucket(context);
  } catch (error) {
    if (error instanceof StoreUnavailable) return false;
    throw error;
  }
}
