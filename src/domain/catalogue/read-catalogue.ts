// Catalogues as the county publishes them, whole. What a device reads of one is in
// read-edition.ts.
import * as v from 'valibot';
import type { CatalogueIssue } from './catalogue-issue.ts';
import { checkCatalogue } from './check-catalogue.ts';
import {
  fullCatalogueSchema,
  type FullCatalogue,
} from './full-catalogue-schema.ts';
import { findUnknownKeys } from './unknown-keys.ts';

export type CatalogueReading =
  { ok: true; value: FullCatalogue } | { ok: false; issues: CatalogueIssue[] };

/**
 * Reads a catalogue that somebody wishes to publish. Everything is checked: the
 * shape, keys the format does not know (a misspelt key would silently lose what
 * it says), every enumeration value, every reference, condition and sum.
 */
export function readCatalogue(json: unknown): CatalogueReading {
  const reading = readPublishedCatalogue(json);
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
 * Reads a catalogue that has been published, for use. Only the shape is checked:
 * rules between parts were checked by the program that published it, which may be
 * newer; keys that this one does not know are dropped from the value (keep the
 * published bytes, not this value, to verify a signature or to hand on).
 */
export function readPublishedCatalogue(json: unknown): CatalogueReading {
  const parsed = v.safeParse(fullCatalogueSchema, json);
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
