import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import type { CaseMaterial } from '../database/queries/case-materials.ts';
import { citeMaterial } from '../database/queries/materials.ts';
import type { CitedMaterial, MaterialRef } from '../../domain/cases/papers.ts';
import { openValue, sealValue } from '../keys/secret-box.ts';

type Keys = Pick<PlatformContext, 'keys'>;

/** Wraps a content key (base64url, as an operation brings it) for the database. */
export function wrapContentKey(
  { keys }: Keys,
  { sha256, key }: Pick<MaterialRef, 'sha256' | 'key'>,
): string {
  return sealValue(
    keys.secrets.material,
    sha256,
    Buffer.from(key, 'base64url'),
  );
}

/** 32 bytes. @throws when it was wrapped for another material or key. */
export function unwrapContentKey(
  { keys }: Keys,
  { sha256, wrappedKey }: { sha256: string; wrappedKey: string },
): Uint8Array<ArrayBuffer> {
  return openValue(keys.secrets.material, sha256, wrappedKey);
}

/** Numbers the pages of each paper, as case_materials counts them. */
export function numberPages(
  materials: readonly CitedMaterial[],
): CaseMaterial[] {
  const pages = new Map<string, number>();
  return materials.map(({ paperId, ref }) => {
    const page = (pages.get(paperId) ?? 0) + 1;
    pages.set(paperId, page);
    return { paperId, page, sha256: ref.sha256 };
  });
}

/**
 * Takes the content keys over, whether or not the bytes have arrived.
 * @throws when a material is known with another key: a hash alone would open
 * somebody else's paper in one's own case. The operation is then held.
 */
export async function citeMaterials(
  tx: Database,
  context: PlatformContext,
  p: { deviceId: string; at: string; refs: readonly MaterialRef[] },
): Promise<void> {
  // Sorted, so that two operations citing the same ones cannot wait for each other.
  const refs = p.refs.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  for (const ref of refs) {
    const wrappedKey = await citeMaterial(tx, {
      county: context.config.county,
      sha256: ref.sha256,
      deviceId: p.deviceId,
      bytes: ref.bytes,
      wrappedKey: wrapContentKey(context, ref),
      mediaType: ref.mediaType,
      at: p.at,
    });
    const { sha256 } = ref;
    const known = unwrapContentKey(context, { sha256, wrappedKey });
    if (!Buffer.from(ref.key, 'base64url').equals(known))
      throw new Error('a material is cited with another key');
  }
}
