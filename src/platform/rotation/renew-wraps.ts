import type { PlatformContext } from '../context.ts';
import {
  readOldNotices,
  readOldWraps,
  replaceNotices,
  replaceWraps,
} from '../database/queries/sealed-values.ts';
import { markOf, sealAnew } from '../keys/ring-box.ts';
import { noticePlace } from '../notices/seal-notice.ts';
import { eachOpenable } from './each-openable.ts';
import { inBatches } from './in-batches.ts';
import { NIL_UUID } from './renew-columns.ts';

type Context = Pick<PlatformContext, 'sql' | 'config' | 'keys' | 'log'>;

const AT_ONCE = 500;

/**
 * After a rotation of the material key wraps the content keys of materials and notices
 * by the new one, as renewColumns does with what is sealed. What they open stays as it
 * is. Gives how many.
 */
export async function renewWraps(
  context: Context,
  { atOnce = AT_ONCE } = {},
): Promise<number> {
  const [{ kid }] = context.keys.secrets.material;
  if (kid === '') return 0;
  return (
    (await renewMaterials(context, atOnce)) +
    (await renewNotices(context, atOnce))
  );
}

async function renewMaterials(
  { sql, config, keys, log }: Context,
  limit: number,
): Promise<number> {
  const { county } = config;
  const { material } = keys.secrets;
  const mark = markOf(material[0]);
  const begin = { sha256: '', operationId: '' };
  return await inBatches(sql, begin, async (tx, after) => {
    const rows = await readOldWraps(tx, { county, mark, after, limit });
    const anew = eachOpenable({ log }, rows, {
      make: (row) => ({
        ...row,
        anew: sealAnew(material, row.sha256, row.wrappedKey),
      }),
      idsOf: ({ sha256, operationId }) => `${sha256} ${operationId}`,
    });
    await replaceWraps(tx, county, anew);
    return rows;
  });
}

async function renewNotices(
  { sql, config, keys, log }: Context,
  limit: number,
): Promise<number> {
  const { county } = config;
  const { material } = keys.secrets;
  const mark = markOf(material[0]);
  const begin = { caseId: NIL_UUID, n: 0 };
  return await inBatches(sql, begin, async (tx, after) => {
    const rows = await readOldNotices(tx, { county, mark, after, limit });
    const anew = eachOpenable({ log }, rows, {
      make: (row) => ({
        ...row,
        anew: sealAnew(material, noticePlace(county, row), row.wrappedKey),
      }),
      idsOf: ({ caseId, n }) => `${caseId} ${n}`,
    });
    await replaceNotices(tx, county, anew);
    return rows;
  });
}
