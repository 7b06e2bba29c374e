// The county's books against what the villages of the bench have made: what is not
// there, and what is there twice.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { Verdict } from '../county-books.ts';
import type { Village } from './village.ts';

export async function compareWithBooks(
  sql: Sql,
  dataDir: string,
  villages: readonly Village[],
): Promise<Verdict> {
  const made = villages.flatMap(({ cases }) => cases);
  const devices = villages.map(({ device }) => device.id);
  const rows = await sql<{ id: string; sha256: string; result: string }[]>`
    SELECT operation_id AS id, sha256, result FROM operations
    WHERE device_id = ANY(${devices}::uuid[])`;
  const known = new Map(rows.map((row) => [row.id, row]));
  const lost = made.filter(({ envelope: { id, sha256 } }) => {
    const row = known.get(id);
    return row?.sha256 !== sha256 || row.result !== 'applied';
  });
  const lostPhotographs = made
    .flatMap(({ photographs }) => photographs)
    .filter(({ sha256 }) => !isStored(dataDir, sha256));
  const caseIds = made.map(({ envelope }) => envelope.caseId);
  const [effects] = await sql<{ cases: number; received: number }[]>`
    SELECT (SELECT count(*)::int FROM cases
        WHERE case_id = ANY(${caseIds}::uuid[])) AS cases,
      (SELECT count(*)::int FROM events WHERE kind = 'received'
        AND case_id = ANY(${caseIds}::uuid[])) AS received`;
  const { cases = 0, received = 0 } = effects ?? {};
  return {
    lost:
      lost.length + lostPhotographs.length + Math.max(made.length - cases, 0),
    doubled:
      Math.max(rows.length - made.length, 0) +
      Math.max(received - made.length, 0),
  };
}

/** Its bytes lie in the store under the hash that they have. */
function isStored(dataDir: string, sha256: string): boolean {
  const path = join(dataDir, 'materials', sha256.slice(0, 2), sha256.slice(2));
  try {
    const bytes = readFileSync(path);
    return createHash('sha256').update(bytes).digest('hex') === sha256;
  } catch {
    return false;
  }
}
