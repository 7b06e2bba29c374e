import type { Logger } from 'pino';
import type postgres from 'postgres';
import type { WakeUps } from './feed/wake-ups.ts';
import type { CountyKeys } from './keys/county-keys.ts';
import type { MaterialStore } from './materials/material-store.ts';
import type { ConnectorSettings } from './connectors/connector-settings.ts';
import type { InboundSettings } from './settings/inbound-settings.ts';
import type { Origins } from './origins.ts';
import type { OidcSettings } from './people/oidc/oidc-settings.ts';
import type { Retention } from './retention/periods.ts';

export type PlatformConfig = {
  /** 6 digits. */
  county: string;
  demo: boolean;
  /** Where people reach the platform, without a slash at the end. */
  address: string;
  /** Absent: DEFAULT_RETENTION. */
  retention?: Retention;
  /** Header in which the proxy before us names who asks; absent: there is none. */
  addressHeader?: string;
  /** The county's identity provider; absent: there is none. */
  oidc?: OidcSettings;
  /** The county's register of e-certificates; absent: none is attached. */
  certificates?: ConnectorSettings;
  /** Who hears of every event of a case; absent: nobody. */
  outbound?: ConnectorSettings;
  /** The gateway by which applicants are sent short messages; absent: none. */
  sms?: ConnectorSettings;
  /** Systems that may speak to the platform; absent: none. */
  inbound?: InboundSettings;
  /** Absent: all surfaces by path from `address`. */
  origins?: Origins;
};

/** What every use case is given; it keeps no state of its own. */
export type PlatformContext = {
  sql: postgres.Sql;
  config: PlatformConfig;
  keys: CountyKeys;
  store: MaterialStore;
  clock: () => Date;
  log: Logger;
  /** From all processes of the county; absent: whoever waits looks by himself. */
  wakeUps?: WakeUps;
  /** A replica that figures are read from; absent: `sql`. */
  figuresSql?: postgres.Sql;
};
