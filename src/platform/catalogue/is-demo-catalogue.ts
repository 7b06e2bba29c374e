import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { publishedCatalogueSchema } from '../../protocol/published-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import {
  findCurrentVersion,
  findSignedCatalogue,
} from '../database/queries/catalogues.ts';

/** Whether the database was begun as a demo; undefined: it is still empty. */
export async function isDemoCatalogue({
  sql,
  config,
}: Pick<PlatformContext, 'sql' | 'config'>): Promise<boolean | undefined> {
  const { county } = config;
  const version = await findCurrentVersion(sql, county);
  if (version === undefined) return undefined;
  const signed = await findSignedCatalogue(sql, { county, version });
  if (signed === undefined) return undefined;
  return v.parse(publishedCatalogueSchema, decodeJwt(signed)).demo;
}
