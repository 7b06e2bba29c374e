// How much text is under way at once: what keeps the link busy, since a cut costs it.
import { expect, test } from 'vitest';
import { growBatch, shrinkBatch } from '../../../src/device/sync/batch-size.ts';
import {
  freshMemory,
  type DeliveryContext,
} from '../../../src/device/sync/round-context.ts';

const KB = 1024;

/** After many quick answers on a link of so many bytes a second. */
function grownOn(bytesPerS: number) {
  const memory = freshMemory();
  let nowMs = 0;
  const context = {
    memory,
    ports: { clock: { monotonicMs: () => nowMs } },
  } as unknown as DeliveryContext;
  memory.pace.measured(bytesPerS, 1000);
  for (let i = 0; i < 10; i += 1) growBatch(context, 500);
  return {
    context,
    memory,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a thin link never has more under way than a cut may cost', () => {
  expect(grownOn(8 * KB).memory.batchBytes).toBe(54 * KB);
  expect(grownOn(32 * KB).memory.batchBytes).toBeLessThanOrEqual(54 * KB);
});

test('a fast one carries large batches', () => {
  expect(grownOn(1000 * KB).memory.batchBytes).toBe(128 * KB);
});

test('a link that has become thin has less under way without being cut', () => {
  const { context, memory } = grownOn(1000 * KB);
  memory.pace.measured(8 * KB, 1000);
  growBatch(context, 500);
  expect(memory.batchBytes).toBe(54 * KB);
});

test('after a cut less goes for a while, and then more again', () => {
  const { context, memory, pass } = grownOn(8 * KB);
  shrinkBatch(context);
  expect(memory.batchBytes).toBe(27 * KB);
  for (let i = 0; i < 10; i += 1) growBatch(context, 500);
  expect(memory.batchBytes).toBe(32 * KB);
  pass(61_000);
  growBatch(context, 500);
  expect(memory.batchBytes).toBe(54 * KB);
});
