// After a rotation of the column key all that the former keys have sealed is sealed by
// the new one, some at a time, while everything goes on: a value bears the kid of its
// key, so each is opened by the one that sealed it. What a kill leaves half done the next
// turn goes on with, since it looks for what the newest key has not sealed.
import type { PlatformContext } from '../context.ts';
import {
  lockOldCertificates,
  lockOldFactors,
  readOldReasons,
  readOldSecrets,
  replaceFactor,
  replaceReasons,
  replaceSecrets,
  savePapers,
} from '../database/queries/sealed-values.ts';
import { transact } from '../database/transaction.ts';
import {
  certificatePlace,
  secretPlace,
  secretTerm,
} from '../intake/case-secrets.ts';
import { markOf, openByRing, sealAnew, sealByRing } from '../keys/ring-box.ts';
import { indexMac } from '../keys/secret-index.ts';
import { reasonPlace } from '../people/sealed-reason.ts';
import { totpPlace } from '../people/totp-secret.ts';
import { eachOpenable } from './each-openable.ts';
import { inBatches } from './in-batches.ts';

type Context = Pick<PlatformContext, 'sql' | 'config' | 'keys' | 'log'>;

export const NIL_UUID = '00000000-0000-0000-0000-000000000000';
/** Of one transaction: what it locks waits so long. */
const AT_ONCE = 200;

/** Gives how many secrets of cases, cases with certificates, second factors and reasons. */
export async function renewColumns(
  context: Context,
  { atOnce = AT_ONCE } = {},
): Promise<number> {
  const [{ kid }] = context.keys.secrets.column;
  // The first key: there is no other to renew from.
  if (kid === '') return 0;
  return (
    (await renewSecrets(context, atOnce)) +
    (await renewCertificates(context, atOnce)) +
    (await renewFactors(context)) +
    (await renewReasons(context, atOnce))
  );
}

async function renewSecrets(
  { sql, config, keys, log }: Context,
  limit: number,
): Promise<number> {
  const { county } = config;
  const { column } = keys.secrets;
  const mark = markOf(column[0]);
  const begin = { caseId: NIL_UUID, path: '' };
  return await inBatches(sql, begin, async (tx, after) => {
    const rows = await readOldSecrets(tx, { county, mark, after, limit });
    const anew = eachOpenable({ log }, rows, {
      make: (row) => {
        const place = secretPlace(county, row.caseId, row.path);
        const value = openByRing(column, place, row.sealed);
        const term = secretTerm(Buffer.from(value).toString('utf8'));
        return {
          ...row,
          anew: sealByRing(column, place, value),
          mac: indexMac(keys, term),
        };
      },
      idsOf: ({ caseId, path }) => `${caseId} ${path}`,
    });
    await replaceSecrets(tx, county, anew);
    return rows;
  });
}

async function renewCertificates(
  { sql, config, keys, log }: Context,
  limit: number,
): Promise<number> {
  const { county } = config;
  const { column } = keys.secrets;
  const mark = markOf(column[0]);
  const begin = { caseId: NIL_UUID };
  return await inBatches(sql, begin, async (tx, { caseId: after }) => {
    const cases = await lockOldCertificates(tx, { county, mark, after, limit });
    for (const { caseId, papers } of cases) {
      const anew = eachOpenable({ log }, papers, {
        make: (paper) => {
          if (paper.how !== 'eCert') return paper;
          const { paperId, certificate } = paper;
          const place = certificatePlace(county, caseId, paperId);
          return {
            ...paper,
            certificate: sealAnew(column, place, certificate),
          };
        },
        idsOf: ({ paperId }) => `${caseId} ${paperId}`,
      });
      if (anew.length === papers.length)
        await savePapers(tx, { county, caseId, papers: anew });
    }
    return cases;
  });
}

async function renewFactors({
  sql,
  config,
  keys,
  log,
}: Context): Promise<number> {
  const { county } = config;
  const { column } = keys.secrets;
  return await transact(sql, async ({ tx }) => {
    const mark = markOf(column[0]);
    const rows = await lockOldFactors(tx, { county, mark });
    const anew = eachOpenable({ log }, rows, {
      make: ({ accountId, sealed }) => ({
        accountId,
        sealed: sealAnew(column, totpPlace(config, accountId), sealed),
      }),
      idsOf: ({ accountId }) => accountId,
    });
    for (const each of anew) await replaceFactor(tx, { county, ...each });
    return rows.length;
  });
}

async function renewReasons(
  { sql, config, keys, log }: Context,
  limit: number,
): Promise<number> {
  const { county } = config;
  const { column } = keys.secrets;
  const mark = markOf(column[0]);
  const begin = { requestId: NIL_UUID };
  return await inBatches(sql, begin, async (tx, { requestId: after }) => {
    const rows = await readOldReasons(tx, { county, mark, after, limit });
    const anew = eachOpenable({ log }, rows, {
      make: (row) => ({
        ...row,
        anew: sealAnew(column, reasonPlace(county, row.requestId), row.sealed),
      }),
      idsOf: ({ requestId }) => requestId,
    });
    await replaceReasons(tx, county, anew);
    return rows;
  });
}
