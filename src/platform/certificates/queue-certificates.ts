import type { PlatformContext } from '../context.ts';
import { forEachCase } from '../clocks/all-cases.ts';
import { lockCase } from '../database/queries/cases.ts';
import {
  queueCertificate,
  readUnseenCertificates,
} from '../database/queries/certificate-checks.ts';
import { transact } from '../database/transaction.ts';
import { openCertificate } from '../intake/case-secrets.ts';
import { makeMac } from '../keys/mac.ts';

/**
 * Puts the e-certificates of cases into the queue that were taken in, supplemented or
 * corrected since the last time. Intake itself waits for nothing of it.
 */
export async function queueCertificates(
  context: PlatformContext,
): Promise<number> {
  const { sql, config, clock, keys } = context;
  const { county } = config;
  return await forEachCase(
    (page) => readUnseenCertificates(sql, { county, ...page }),
    async (caseId) =>
      await transact(sql, async ({ tx }) => {
        const row = await lockCase(tx, { county, caseId });
        if (row === undefined) return false;
        for (const paper of row.papers) {
          if (paper.how !== 'eCert') continue;
          const number = openCertificate(context, caseId, paper);
          await queueCertificate(tx, {
            county,
            caseId,
            paperId: paper.paperId,
            mac: certificateMac(keys, number),
            version: row.version,
            at: clock(),
          });
        }
        return true;
      }),
  );
}

/** Tells one number of a paper from another, and tells neither. */
export function certificateMac(
  keys: PlatformContext['keys'],
  number: string,
): string {
  return makeMac(keys, 'certificate', [number]);
}
