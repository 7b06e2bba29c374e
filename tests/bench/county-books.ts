// The county's own database against the device's: what of the one is not in the
// other, and what is there twice.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';

/** What the device has made, by its own stores. */
export type Inventory = {
  operations: { id: string; sha256: string }[];
  /** Hashes of the materials that cases cite. */
  materials: string[];
};

export type Verdict = { lost: number; doubled: number };

export async function countArrived(
  sql: Sql,
): Promise<{ texts: number; materials: number }> {
  const [found] = await sql<{ texts: number; materials: number }[]>`
    select
      (select count(*) from operations where schema like 'submit@%')::int as texts,
      (select count(*) from materials where complete_at is not null)::int
        as materials`;
  return found ?? { texts: 0, materials: 0 };
}

export async function compareBooks(
  sql: Sql,
  dataDir: string,
  device: Inventory,
): Promise<Verdict> {
  const rows = await sql<{ id: string; sha256: string; result: string }[]>`
    select operation_id as id, sha256, result from operations`;
  const known = new Map(rows.map((row) => [row.id, row]));
  const isThere = ({ id, sha256 }: Inventory['operations'][number]) =>
    known.get(id)?.sha256 === sha256 && known.get(id)?.result === 'applied';
  const lostOperations = device.operations.filter((each) => !isThere(each));
  const lostMaterials = device.materials.filter(
    (sha256) => !isStored(dataDir, sha256),
  );
  const made = new Set(device.operations.map(({ id }) => id));
  const foreign = rows.filter(({ id }) => !made.has(id)).length;
  const [effects] = await sql<{ extra: number }[]>`
    select (
      (select count(*) from cases)
      - (select count(*) from operations
         where schema like 'submit@%' and result = 'applied')
      + (select count(*) from events where kind = 'received')
      - (select count(distinct case_id) from events where kind = 'received')
    )::int as extra`;
  return {
    lost: lostOperations.length + lostMaterials.length,
    doubled: foreign + Math.max(0, effects?.extra ?? 0),
  };
}

/** Its bytes lie in the store under the hash that they have. */
function isStored(dataDir: string, sha256: string): boolean {
  const path = join(dataDir, 'materials', sha256.slice(0, 2), sha256.slice(2));
  try {
    return (
      createHash('sha256').update(readFileSync(path)).digest('hex') === sha256
    );
  } catch {
    return false;
  }
}
