import type { PlatformContext } from '../context.ts';
import {
  findAuditHead,
  readAuditChain,
  type AuditHead,
  type AuditRow,
} from '../database/queries/audit.ts';
import { isSameMac } from '../keys/mac.ts';
import { chainHash, headMac } from './append-audit.ts';

const PAGE = 1000;

export type AuditCheck =
  | { ok: true; head: AuditHead }
  /** `n`: the first line that is not as it was written. */
  | { ok: false; n: number; why: 'altered' | 'missing' | 'end' };

type Context = Pick<PlatformContext, 'sql' | 'config' | 'keys'>;

/**
 * Whether all lines are there as they were written, from the first to the last; each
 * is given to `see`. `missing`: one is gone; `end`: the chain ends elsewhere than its
 * sealed end says.
 */
export async function checkAudit(
  { sql, config, keys }: Context,
  see: (row: AuditRow) => void = () => undefined,
): Promise<AuditCheck> {
  const { county } = config;
  const head = (await findAuditHead(sql, county)) ?? {
    n: 0,
    hash: '',
    mac: null,
  };
  let n = 0;
  let hash = '';
  for (;;) {
    const rows = await readAuditChain(sql, {
      county,
      after: n,
      through: head.n,
      limit: PAGE,
    });
    for (const row of rows) {
      n += 1;
      if (row.n !== n) return { ok: false, n, why: 'missing' };
      hash = chainHash(hash, row.entry);
      if (row.hash !== hash || !isAsSaid(row))
        return { ok: false, n, why: 'altered' };
      see(row);
    }
    if (rows.length < PAGE) break;
  }
  if (n < head.n) return { ok: false, n: n + 1, why: 'missing' };
  const isSealed =
    n === 0 ||
    (head.mac !== null &&
      isSameMac(head.mac, headMac(keys, { county, n, hash })));
  return isSealed && head.hash === hash
    ? { ok: true, head }
    : { ok: false, n, why: 'end' };
}

/** What is asked by is what was hashed. */
function isAsSaid({ entry, ...row }: AuditRow): boolean {
  const said = JSON.parse(entry) as Record<string, unknown>;
  return (['n', 'at', 'accountId', 'act', 'caseId'] as const).every(
    (name) => said[name] === row[name],
  );
}
