import type { CaseEvent } from '../../../domain/cases/event.ts';
import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string; n: number; hash: string };

export type WitnessRow = Key & {
  epoch: string;
  audience: string;
  pos: number;
  event: CaseEvent;
};

/** Keeps it once, whoever hands it in. */
export async function addWitness(
  tx: Database,
  row: WitnessRow & { mac: string; deviceId: string; at: Date },
): Promise<void> {
  await tx`
    INSERT INTO witnesses (county, case_id, n, hash, mac, epoch, audience, pos,
      event, device_id, handed_in_at)
    VALUES (${row.county}, ${row.caseId}, ${row.n}, ${row.hash}, ${row.mac},
      ${row.epoch}, ${row.audience}, ${row.pos}, ${tx.json(row.event)}, ${row.deviceId},
      ${row.at})
    ON CONFLICT DO NOTHING`;
}

/** Those that wait for a person, in the order of their cases. */
export async function readWitnesses(
  sql: Database,
  { county, caseId }: { county: string; caseId: string | null },
): Promise<WitnessRow[]> {
  return await sql<WitnessRow[]>`
    SELECT county, case_id AS "caseId", n, hash, epoch, audience, pos, event
    FROM witnesses
    WHERE county = ${county} AND adopted_n IS NULL
      AND (${caseId}::uuid IS NULL OR case_id = ${caseId})
    ORDER BY case_id, n, hash`;
}

/** As which event of the history it was taken up, and by whom. */
export async function markAdopted(
  tx: Database,
  { county, caseId, n, hash }: Key,
  adopted: { n: number; by: string; at: string },
): Promise<void> {
  await tx`
    UPDATE witnesses SET adopted_n = ${adopted.n}, adopted_by = ${adopted.by},
      adopted_at = ${adopted.at}
    WHERE county = ${county} AND case_id = ${caseId} AND n = ${n}
      AND hash = ${hash} AND adopted_n IS NULL`;
}

/** The number that the event has now which had that one before a restore. */
export async function findAdoptedAs(
  sql: Database,
  { county, caseId, n }: Omit<Key, 'hash'>,
): Promise<number | undefined> {
  const [row] = await sql<{ n: number }[]>`
    SELECT adopted_n AS n FROM witnesses
    WHERE county = ${county} AND case_id = ${caseId} AND n = ${n}
      AND adopted_n IS NOT NULL
    ORDER BY adopted_at DESC LIMIT 1`;
  return row?.n;
}
