import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import type { CaseMaterial } from '../database/queries/case-materials.ts';
import { addCitedKey } from '../database/queries/cited-keys.ts';
import { citeMaterial } from '../database/queries/materials.ts';
import type { CitedMaterial, MaterialRef } from '../../domain/cases/papers.ts';
import { sealByRing } from '../keys/ring-box.ts';
import { isSameKey, unwrapContentKey } from './material-keys.ts';

type Keys = Pick<PlatformContext, 'keys'>;

/** Wraps a content key (base64url, as an operation brings it) for the database. */
export function wrapContentKey(
  { keys }: Keys,
  { sha256, key }: Pick<MaterialRef, 'sha256' | 'key'>,
): string {
  return sealByRing(
    keys.secrets.material,
    sha256,
    Buffer.from(key, 'base64url'),
  );
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
 * Takes the content keys over, whether or not the bytes have arrived. A key other
 * than the first is kept beside it until the bytes decide. Gives the materials that
 * are here already: their keys can be settled when the case cites them.
 */
export async function citeMaterials(
  tx: Database,
  context: PlatformContext,
  p: {
    deviceId: string;
    operationId: string;
    at: string;
    refs: readonly MaterialRef[];
  },
): Promise<string[]> {
  const { county } = context.config;
  const here: string[] = [];
  // Sorted, so that two operations citing the same ones cannot wait for each other.
  const refs = p.refs.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  for (const ref of refs) {
    const { sha256, mediaType } = ref;
    const cited = {
      county,
      sha256,
      wrappedKey: wrapContentKey(context, ref),
      mediaType,
    };
    const { wrappedKey, isComplete } = await citeMaterial(tx, {
      ...cited,
      deviceId: p.deviceId,
      bytes: ref.bytes,
      at: p.at,
    });
    const known = unwrapContentKey(context, { sha256, wrappedKey });
    if (!isSameKey(Buffer.from(ref.key, 'base64url'), known))
      await addCitedKey(tx, { ...cited, operationId: p.operationId });
    if (isComplete) here.push(sha256);
  }
  return here;
}
