// What a finished backup is: a folder with `postgres/`, `materials/`, perhaps `keys/`,
// the list of all its files, and a description that is written last.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { sha256Schema } from '../../domain/cases/papers.ts';
import { instant } from '../../domain/schema-parts.ts';

export const DESCRIPTION_FILE = 'backup.json';
/** As `sha256sum -c` reads it, so that anybody can check a backup without us. */
export const LIST_FILE = 'files.sha256';

export const descriptionSchema = v.object({
  format: v.literal(1),
  /** Of the program that made it. */
  program: v.string(),
  county: v.string(),
  /** All that was committed until then is in it (UTC). */
  through: instant,
  finishedAt: instant,
  /** Null: the county's own database, backed up by its own tools. */
  database: v.nullable(
    v.object({
      engine: v.string(),
      systemIdentifier: v.string(),
      /** PostgreSQL wants them also when they are empty, which some tools leave out. */
      directories: v.array(v.string()),
    }),
  ),
  keys: v.object({
    /** Whether they are in it. */
    areIn: v.boolean(),
    /** Thumbprint of the public root key: tells the right folder of keys. */
    rootKid: v.string(),
    /** What the folder of keys had in it then. */
    names: v.array(v.string()),
  }),
  files: v.number(),
  bytes: v.number(),
  /** Of the list of files. */
  listSha256: sha256Schema,
});
export type Description = v.InferOutput<typeof descriptionSchema>;

/** Undefined: the folder is no finished backup of a form known here. */
export async function readDescription(
  folder: string,
): Promise<Description | undefined> {
  try {
    const text = await readFile(join(folder, DESCRIPTION_FILE), 'utf8');
    const parsed = v.safeParse(descriptionSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** `ab/cdef…`, as the materials lie in the data folder. */
export function materialPath(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}
