import { readFileSync } from 'node:fs';
import type { FullCatalogue } from '../../../src/domain/catalogue/full-catalogue-schema.ts';
import { readCatalogue } from '../../../src/domain/catalogue/read-catalogue.ts';

const file = new URL(
  '../../../src/domain/catalogue/data/matters.json',
  import.meta.url,
);

/** A fresh copy of the catalogue's JSON, to be broken at will. */
export function catalogueJson(): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The catalogue as it is published, read and checked. */
export function theCatalogue(): FullCatalogue {
  const reading = readCatalogue(catalogueJson());
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues.slice(0, 5)));
  return reading.value;
}
