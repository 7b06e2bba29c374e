import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import * as v from 'valibot';
import { publicJwkSchema } from '../../protocol/keys.ts';
import { backupText } from '../../text/backup.ts';
import { BackupError } from './backup-error.ts';
import type { Description } from './backup-form.ts';

/** Files of the recovery key: it goes into custody, and the platform opens nothing by it. */
const RECOVERY = /^recovery/;
/** Long replaced ones are put away (keys/rotate-keys.ts); their work is held meanwhile. */
const INTAKE = /^intake\./;

/**
 * The names of the files in a folder of keys. A folder of another county, or one that
 * lacks some, must be noticed here: a start makes what is missing anew, and nothing
 * could be opened by that.
 * @throws BackupError, which says what is wrong with the folder.
 */
export async function findKeys(
  folder: string,
  { rootKid, names }: Description['keys'],
): Promise<string[]> {
  const found = await list(folder);
  const hasIntake = found.some((name) => INTAKE.test(name));
  const missing = names.filter(
    (name) =>
      !found.includes(name) &&
      !RECOVERY.test(name) &&
      !(hasIntake && INTAKE.test(name)),
  );
  if (missing.length > 0)
    throw new BackupError(backupText.keysMissing(folder, missing));
  const root: unknown = JSON.parse(
    await readFile(join(folder, 'root.json'), 'utf8'),
  );
  const kid = await calculateJwkThumbprint(v.parse(publicJwkSchema, root));
  if (kid !== rootKid) throw new BackupError(backupText.keysForeign(folder));
  return found;
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
