// What a fleet of devices does by itself, and what its county must have in the end.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { PlatformContext } from '../../src/platform/context.ts';
import type { FleetDevice } from './fleet-device.ts';

/** Lets every device go rounds by itself until `end`; failed ones are repeated. */
export function run(fleet: readonly FleetDevice[]): {
  end: () => Promise<void>;
} {
  const line = { isOpen: true };
  const devices = fleet.map(async (each) => {
    while (line.isOpen) {
      // A county that is away, or speaks of another epoch: the next round.
      await each.round().catch(() => undefined);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  });
  return {
    end: async () => {
      line.isOpen = false;
      await Promise.all(devices);
    },
  };
}

export async function rest(fleet: readonly FleetDevice[]): Promise<void> {
  for (const each of fleet)
    await expect
      .poll(
        async () => {
          const fault = await each.round().catch(String);
          return each.isAtRest ? 'at rest' : (fault ?? 'at work');
        },
        // Only a hang is ended by the clock: a busy machine is no failure.
        { timeout: 120_000, interval: 20 },
      )
      .toBe('at rest');
  // What one of them noticed, the others hear in their next round.
  for (const each of fleet) await each.round();
}

/** All that the villages ever did is at the county, once, as they did it. */
export async function expectWhole(
  { sql, store }: Pick<PlatformContext, 'sql' | 'store'>,
  fleet: readonly FleetDevice[],
): Promise<void> {
  const made = fleet.flatMap(({ outbox }) => outbox);
  const rows = await sql<{ id: string; sha256: string; result: string }[]>`
    SELECT operation_id AS id, sha256, result FROM operations`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { envelope } of made)
    expect(byId.get(envelope.id)).toMatchObject({ sha256: envelope.sha256 });
  for (const { acknowledged } of fleet)
    for (const id of acknowledged)
      expect([id, byId.get(id)?.result]).toEqual([id, 'applied']);
  const submits = made.filter(({ envelope }) => envelope.casePrev === null);
  const cases = await sql<{ number: string }[]>`SELECT number FROM cases`;
  expect(cases).toHaveLength(submits.length);
  expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length);
  for (const { sha256 } of fleet.flatMap(({ materials }) => materials)) {
    const [row] = await sql`
      SELECT complete_at IS NOT NULL AS complete FROM materials
      WHERE sha256 = ${sha256}`;
    expect([sha256, row?.['complete']]).toEqual([sha256, true]);
    const bytes = await store.read(sha256);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  const gaps = await sql`
    SELECT audience FROM feed_items GROUP BY audience
    HAVING count(*) <> max(pos) OR min(pos) <> 1`;
  expect(gaps).toEqual([]);
}
