import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import { stillContext } from '../world/still-context.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * Every receipt that was printed is genuine by the county's word; of what has
 * arrived under its number, it says so. Before arrival: whatever the run ends
 * with, cases in the tray included, and at once in
 * tests/platform/receipts/receipt-status.pg.test.ts.
 */
export const receiptsVerify: Invariant = {
  number: 16,
  name: 'every printed receipt verifies',
  async atEnd(world) {
    const violations: Violation[] = [];
    const context = stillContext(world);
    const numbers = new Set(
      [...world.county.store.table('cases').values()].map(
        ({ number }) => number,
      ),
    );
    for (const { number, qr } of world.oracle.printed) {
      const receipt = qr.slice(qr.indexOf('#') + 1);
      const status = await readReceiptStatus(context, { receipt });
      const { genuine = false, arrived = false } = status.ok
        ? status.value
        : {};
      if (!genuine || (numbers.has(number) && !arrived))
        violations.push({
          invariant: 16,
          counts: genuine ? 'altered' : 'lost',
          what: `the receipt ${number}: genuine ${genuine}, arrived ${arrived}`,
        });
    }
    return violations;
  },
};
