import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { readEdition } from '../../domain/catalogue/read-edition.ts';
import { CATALOGUE_TYP } from '../../protocol/keys.ts';
import { publishedCatalogueSchema } from '../../protocol/published-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import {
  addVillageEdition,
  findSignedCatalogue,
  findVillageEdition,
} from '../database/queries/catalogues.ts';
import { signByRoot } from '../keys/county-keys.ts';

/**
 * Signs the village edition of a published version, unless it has one. It is made of
 * the whole as that was signed, so every process makes the same. A version without
 * what devices read by now is left without: they are served the whole.
 */
export async function keepVillageEdition(
  { sql, config, keys }: Pick<PlatformContext, 'sql' | 'config' | 'keys'>,
  version: string,
): Promise<void> {
  const key = { county: config.county, version };
  if ((await findVillageEdition(sql, key)) !== undefined) return;
  const whole = await findSignedCatalogue(sql, key);
  if (whole === undefined) return;
  const content = v.parse(publishedCatalogueSchema, decodeJwt(whole));
  const catalogue = readEdition(content.catalogue);
  if (catalogue === undefined) return;
  const signed = await signByRoot(keys.root, CATALOGUE_TYP, {
    ...content,
    edition: 'village',
    catalogue,
  });
  await addVillageEdition(sql, { ...key, signed });
}
