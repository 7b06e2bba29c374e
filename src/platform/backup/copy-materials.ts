// After the database: a material is on the disk before its row says so, and its file
// never changes, so all that the copied database names is found now.
import { link, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformContext } from '../context.ts';
import { completeMaterials } from '../materials/complete-materials.ts';
import { DamagedMaterial } from '../materials/material-store.ts';
import { askIfMissing } from './ask-for-missing.ts';
import { DESCRIPTION_FILE, materialPath } from './backup-form.ts';
import { isMissing } from '../is-missing.ts';
import { copyFile, hashFile, writeNew, type Copied } from './copy-file.ts';
import type { FileList } from './file-list.ts';

export type CopiedMaterials = {
  count: number;
  /** Of them, those that share their bytes with an earlier backup. */
  linked: number;
  /** The file was gone; its device is asked for it again. */
  missing: number;
  /** Hashes whose file holds something else. */
  damaged: string[];
};

/** `folder`: `materials/` of the data folder; `target`: that of the backup. */
export async function copyMaterials(
  context: PlatformContext,
  p: { folder: string; target: string; earlier?: string; list: FileList },
): Promise<CopiedMaterials> {
  const done: CopiedMaterials = {
    count: 0,
    linked: 0,
    missing: 0,
    damaged: [],
  };
  for await (const hashes of completeMaterials(context)) {
    for (const sha256 of hashes) {
      const part = join(p.target, sha256.slice(0, 2));
      await mkdir(part, { recursive: true, mode: 0o700 });
      const copied =
        (await takeOne(p, sha256)) ??
        (await takeFromBucket(context, p, sha256));
      if (copied === 'damaged') {
        done.damaged.push(sha256);
        continue;
      }
      if (copied === undefined) {
        if (await askIfMissing(context, sha256)) done.missing += 1;
        continue;
      }
      if (copied.sha256 !== sha256) done.damaged.push(sha256);
      done.count += 1;
      if (copied.isLinked) done.linked += 1;
      await p.list.add(`materials/${materialPath(sha256)}`, copied);
    }
  }
  return done;
}

/** Undefined: there is no such file. */
async function takeOne(
  { folder, target, earlier }: Parameters<typeof copyMaterials>[1],
  sha256: string,
): Promise<(Copied & { isLinked: boolean }) | undefined> {
  const path = materialPath(sha256);
  const from = join(folder, path);
  const to = join(target, path);
  try {
    if (earlier !== undefined) {
      // Devices let go of what a backup holds, so neither file is believed unread.
      const live = await hashFile(from);
      if (
        live.sha256 !== sha256 ||
        (await linkEarlier(join(earlier, 'materials', path), to, sha256))
      )
        return { ...live, isLinked: live.sha256 === sha256 };
    }
    return { ...(await copyFile(from, to)), isLinked: false };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * What lies in a bucket, and not in the folder. An earlier backup's is read instead,
 * where the bucket has it still. Undefined: nor is it there.
 */
async function takeFromBucket(
  { store }: Pick<PlatformContext, 'store'>,
  { target, earlier }: Parameters<typeof copyMaterials>[1],
  sha256: string,
): Promise<(Copied & { isLinked: boolean }) | 'damaged' | undefined> {
  if (!(await store.has(sha256))) return undefined;
  const path = materialPath(sha256);
  const to = join(target, path);
  if (
    earlier !== undefined &&
    (await linkEarlier(join(earlier, 'materials', path), to, sha256))
  )
    return { ...(await hashFile(to)), isLinked: true };
  try {
    return { ...writeNew(to, await store.read(sha256)), isLinked: false };
  } catch (error) {
    if (error instanceof DamagedMaterial) return 'damaged';
    throw error;
  }
}

/** False where there is none that holds it, or the disk knows no second names. */
async function linkEarlier(
  earlier: string,
  to: string,
  sha256: string,
): Promise<boolean> {
  try {
    if ((await hashFile(earlier)).sha256 !== sha256) return false;
    await link(earlier, to);
    return true;
  } catch {
    return false;
  }
}

/** The newest finished backup in a folder of backups. */
export async function findEarlier(folder: string): Promise<string | undefined> {
  for (const name of (await readdir(folder)).toSorted().toReversed()) {
    const path = join(folder, name);
    try {
      await stat(join(path, DESCRIPTION_FILE));
      if (!name.startsWith('.')) return path;
    } catch {
      // something else of the operator's
    }
  }
  return undefined;
}
