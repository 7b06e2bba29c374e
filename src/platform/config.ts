import { resolve } from 'node:path';
import { settingText } from '../text/settings.ts';
import {
  readConnectorSettings,
  type ConnectorSettings,
} from './connectors/connector-settings.ts';
import {
  readInboundSettings,
  type InboundSettings,
} from './settings/inbound-settings.ts';
import {
  readMaterialSettings,
  type S3Settings,
} from './settings/material-settings.ts';
import { readOriginSettings } from './settings/origin-settings.ts';
import type { Origins } from './origins.ts';
import {
  readOidcSettings,
  type OidcSettings,
} from './people/oidc/oidc-settings.ts';
import { DEFAULT_RETENTION, type Retention } from './retention/periods.ts';

/** What the operator may set; everything comes from the environment. */
export type Config = {
  /** 0 lets the system choose a free one. */
  port: number;
  host: string;
  /** Absolute. Keys, materials and the private PostgreSQL lie in it. */
  dataDir: string;
  /** The operator's own PostgreSQL; without it a private one is started. */
  databaseUrl?: string;
  /** A replica of it that figures are read from; absent: they are read from it. */
  figuresDatabaseUrl?: string;
  /** Whether demo data is made at the first start. */
  demo: boolean;
  /** Where figures for Prometheus are given, to this machine alone; absent: nowhere. */
  metricsPort?: number;
  retention: Retention;
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
  /** The bucket that materials lie in; absent: they lie in the data folder. */
  bucket?: S3Settings;
  /** Absent: all surfaces by path from one. */
  origins?: Origins;
};

export type ConfigResult =
  { ok: true; value: Config } | { ok: false; problems: string[] };

/**
 * Reads PORT, HOST, DATA_DIR, DATABASE_URL,
 * FIGURES_DATABASE_URL, DEMO, METRICS_PORT, ADDRESS_HEADER,
 * FEED_RETENTION_DAYS, READABLE_DAYS, RESIDENTS_ON_DEVICE, those of OIDC, of CERTIFICATE,
 * of OUTBOUND, of SMS, of INBOUND, of MATERIALS and the origins. A variable that is empty counts as not set. `problems` says, a sentence
 * a variable, what to write.
 */
export function readConfig(
  environment: Record<string, string | undefined>,
): ConfigResult {
  const problems: string[] = [];
  const read = (name: string): string | undefined =>
    environment[name]?.trim() || undefined;

  const port = read('PORT') ?? '8080';
  if (!isPort(port)) problems.push(settingText.port(port));

  const host = read('HOST') ?? '127.0.0.1';
  if (!/^[\w.:-]+$/.test(host)) {
    problems.push(settingText.host(host));
  }

  const demo = read('DEMO') ?? '1';
  if (demo !== '0' && demo !== '1') {
    problems.push(settingText.demo(demo));
  }

  const metricsPort = read('METRICS_PORT');
  if (metricsPort !== undefined && !isPort(metricsPort))
    problems.push(settingText.metricsPort(metricsPort));

  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    problems.push(settingText.databaseUrl);
  }

  const figuresDatabaseUrl = read('FIGURES_DATABASE_URL');
  if (figuresDatabaseUrl !== undefined && !isPostgresUrl(figuresDatabaseUrl))
    problems.push(settingText.figuresDatabaseUrl);

  const addressHeader = read('ADDRESS_HEADER');
  if (addressHeader !== undefined && !/^[\w-]+$/.test(addressHeader)) {
    problems.push(settingText.addressHeader(addressHeader));
  }

  const whole = (
    name: string,
    limits: { byDefault: number; most: number; of: 'days' | 'people' },
  ): number => {
    const { byDefault, most, of } = limits;
    const text = read(name) ?? String(byDefault);
    const isGood = /^\d{1,4}$/.test(text) && Number(text) >= 1;
    if (!isGood || Number(text) > most)
      problems.push(settingText[of](name, text, byDefault, most));
    return Number(text);
  };
  const { feedDays, readableDays, residents } = DEFAULT_RETENTION;
  const retention: Retention = {
    feedDays: whole('FEED_RETENTION_DAYS', {
      byDefault: feedDays,
      most: 3650,
      of: 'days',
    }),
    readableDays: whole('READABLE_DAYS', {
      byDefault: readableDays,
      most: 365,
      of: 'days',
    }),
    residents: whole('RESIDENTS_ON_DEVICE', {
      byDefault: residents,
      most: 5000,
      of: 'people',
    }),
  };

  const oidc = readOidcSettings(read, problems);
  const certificates = readConnectorSettings('CERTIFICATE', read, problems);
  const outbound = readConnectorSettings('OUTBOUND', read, problems);
  const sms = readConnectorSettings('SMS', read, problems);
  const inbound = readInboundSettings(read, problems);
  const bucket = readMaterialSettings(read, problems);
  const origins = readOriginSettings(read, problems);

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      port: Number(port),
      host,
      dataDir: resolve(read('DATA_DIR') ?? './data'),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      ...(figuresDatabaseUrl === undefined ? {} : { figuresDatabaseUrl }),
      demo: demo === '1',
      ...(metricsPort === undefined
        ? {}
        : { metricsPort: Number(metricsPort) }),
      retention,
      ...(addressHeader === undefined ? {} : { addressHeader }),
      ...(oidc === undefined ? {} : { oidc }),
      ...(certificates === undefined ? {} : { certificates }),
      ...(outbound === undefined ? {} : { outbound }),
      ...(sms === undefined ? {} : { sms }),
      ...(inbound === undefined ? {} : { inbound }),
      ...(bucket === undefined ? {} : { bucket }),
      ...(origins === undefined ? {} : { origins }),
    },
  };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function isPostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  return new URL(text).pathname.length > 1;
}
