import * as v from 'valibot';
import type { CatalogueIssue } from './catalogue-issue.ts';
import type { Catalogue } from './catalogue-schema.ts';
import { catalogueSchema } from './catalogue-schema.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { findUnknownKeys } from './unknown-keys.ts';

export type CatalogueReading =
  { ok: true; value: Catalogue } | { ok: false; issues: CatalogueIssue[] };

/**
 * Reads a catalogue that somebody wishes to publish. Everything is checked: the
 * shape, keys the format does not know (a misspelt key would silently lose what
 * it says), every enumeration value, every reference, condition and sum.
 */
export function readCatalogue(json: unknown): CatalogueReading {
  const reading = readShape(json);
  if (!reading.ok) return reading;
  const issues = [
    ...findUnknownKeys(json, reading.value).map((path): CatalogueIssue => ({
      path,
      code: 'unknownKey',
    })),
    ...checkCatalogue(reading.value),
  ];
  return issues.length === 0 ? reading : { ok: false, issues };
}

/**
 * Reads a catalogue that has been published, for use. Only the shape is
 * checked: a device may be months older than the catalogue, so keys it does not
 * know are dropped from the value (keep the published bytes, not this value, to
 * verify a signature or to hand on), and rules between parts were checked by
 * the newer program that published it; an older rule must not refuse it.
 */
export function readPublishedCatalogue(json: unknown): CatalogueReading {
  return readShape(json);
}

function readShape(json: unknown): CatalogueReading {
  const parsed = v.safeParse(catalogueSchema, json);
  if (parsed.success) return { ok: true, value: parsed.output };
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({
      path: v.getDotPath(issue) ?? '',
      code: 'shape',
      detail: issue.message,
    })),
  };
}
