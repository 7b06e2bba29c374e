import { expect, test } from 'vitest';
import { markOf } from '../../src/counter/mark-of-station.ts';
import type { OutboxView } from '../../src/device/device-api.ts';
import { emptyOutbox, readyState } from '../support/fake-device.ts';

const at = new Date('2026-11-25T01:00:00Z');

test('what lies in the tray counts as not sent: a proxy refused it, and the county never had it', () => {
  const inTray = { kind: 'submit' } as unknown as OutboxView['attention'][0];
  const outbox: OutboxView = {
    ...emptyOutbox,
    attention: [inTray],
    unsent: { ...emptyOutbox.unsent, operations: 2 },
  };
  expect(markOf(readyState, emptyOutbox, at)?.unsentOperations).toBe(0);
  expect(markOf(readyState, outbox, at)?.unsentOperations).toBe(3);
});
