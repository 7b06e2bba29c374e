import { decodeJwt } from 'jose';
import type postgres from 'postgres';
import * as v from 'valibot';
import {
  readCalendar,
  type WorkCalendar,
} from '../../domain/calendar/calendar-schema.ts';
import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import { readPublishedCatalogue } from '../../domain/catalogue/read-catalogue.ts';
import { publishedCatalogueSchema } from '../../protocol/published-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  findCurrentVersion,
  findSignedCatalogue,
} from '../database/queries/catalogues.ts';

export type PublishedCatalogue = {
  version: string;
  catalogue: FullCatalogue;
  calendar: WorkCalendar;
};

/**
 * Versions never change, so each is read once and kept. Reading takes some 50 ms,
 * too long for every operation of a batch.
 */
const kept = new WeakMap<postgres.Sql, Map<string, PublishedCatalogue>>();

/**
 * A published version, whether or not it is the current one. Inside a transaction
 * `through` is that transaction: work that holds one connection and waits for
 * another comes to a standstill when the pool is used up.
 */
export async function findCatalogue(
  { sql, config }: Pick<PlatformContext, 'sql' | 'config'>,
  version: string,
  through: Database = sql,
): Promise<PublishedCatalogue | undefined> {
  const versions = kept.get(sql) ?? new Map<string, PublishedCatalogue>();
  kept.set(sql, versions);
  const key = `${config.county} ${version}`;
  const found = versions.get(key);
  if (found !== undefined) return found;
  const { county } = config;
  const signed = await findSignedCatalogue(through, { county, version });
  if (signed === undefined) return undefined;
  const published = { version, ...readSigned(signed) };
  versions.set(key, published);
  return published;
}

/**
 * A version that a case is pinned to.
 * @throws when it was never published.
 */
export async function getCatalogue(
  context: Pick<PlatformContext, 'sql' | 'config'>,
  version: string,
  through: Database = context.sql,
): Promise<PublishedCatalogue> {
  const published = await findCatalogue(context, version, through);
  if (published === undefined) throw new Error(`no catalogue ${version}`);
  return published;
}

/** The current version; undefined before the first is published. */
export async function findCurrentCatalogue(
  context: Pick<PlatformContext, 'sql' | 'config'>,
): Promise<PublishedCatalogue | undefined> {
  const version = await findCurrentVersion(context.sql, context.config.county);
  return version === undefined
    ? undefined
    : await findCatalogue(context, version);
}

/**
 * The current version, by whose calendar all days are counted, whatever version a
 * case is pinned to: a plan of holidays holds for every case.
 * @throws before the first is published, when there can be no case either.
 */
export async function getCurrentCatalogue(
  context: Pick<PlatformContext, 'sql' | 'config'>,
): Promise<PublishedCatalogue> {
  const published = await findCurrentCatalogue(context);
  if (published === undefined) throw new Error('no catalogue is current');
  return published;
}

/** Our own row: its signature was made here. */
function readSigned(signed: string): Omit<PublishedCatalogue, 'version'> {
  const content = v.parse(publishedCatalogueSchema, decodeJwt(signed));
  const catalogue = readPublishedCatalogue(content.catalogue);
  const calendar = readCalendar(content.calendar);
  if (!catalogue.ok || calendar === null)
    throw new Error('a published catalogue cannot be read');
  return { catalogue: catalogue.value, calendar };
}
