import { decodeJwt } from 'jose';
import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import { stillContext } from '../world/still-context.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * Every receipt that was printed is genuine by the county's word; of one whose submit,
 * or what went in its place, has made a case, it says so. Two copies of a device give
 * the same number twice. Before arrival: whatever the run ends
 * with, cases in the tray included, and at once in
 * tests/platform/receipts/receipt-status.pg.test.ts.
 */
export const receiptsVerify: Invariant = {
  number: 16,
  name: 'every printed receipt verifies',
  async atEnd(world) {
    const violations: Violation[] = [];
    const context = stillContext(world);
    const made = new Set(
      [...world.county.store.table('operations').values()]
        .filter(
          ({ result, schema }) => result === 'applied' && schema === 'submit@1',
        )
        .flatMap(({ operationId, replaces }) => [operationId, replaces ?? '']),
    );
    for (const { number, qr, profile } of world.oracle.printed) {
      if (world.oracle.turnedAway.has(profile)) continue;
      const receipt = qr.slice(qr.indexOf('#') + 1);
      const status = await readReceiptStatus(context, { receipt }, '');
      const { genuine = false, arrived = false } = status.ok
        ? status.value
        : {};
      if (!genuine || (made.has(operationOf(receipt) ?? '') && !arrived))
        violations.push({
          invariant: 16,
          counts: genuine ? 'altered' : 'lost',
          what: `the receipt ${number}: genuine ${genuine}, arrived ${arrived}`,
        });
    }
    return violations;
  },
};

function operationOf(receipt: string): string | undefined {
  return decodeJwt<{ operationId?: string }>(receipt).operationId;
}
