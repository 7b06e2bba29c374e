import { assert, date, option, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Moment } from '../../../src/domain/cases/operation.ts';
import {
  intakeInterval,
  takenInAt,
} from '../../../src/platform/intake/intake-interval.ts';

const arrivedAt = '2026-11-25T03:00:00.000Z';

function made(wallTime: string, lastHeardAt: string | null): Moment {
  return {
    wallTime,
    lastHeardAt,
    monotonicMs: 1,
    bootId: '019ab000-0000-7000-8000-0000000000b1',
  };
}

test('guarantee 9: a clock five years behind counts from the last proof, one ahead from arrival', () => {
  const notBefore = '2026-11-20T00:00:00.000Z';
  const behind = intakeInterval(made('2021-01-01T00:00:00.000Z', null), {
    notBefore,
    arrivedAt,
  });
  expect(behind.from).toBe(notBefore);
  expect(takenInAt(behind)).toBe(notBefore);
  const ahead = intakeInterval(
    made('2031-01-01T00:00:00.000Z', '2026-11-24T00:00:00.000Z'),
    { notBefore, arrivedAt },
  );
  expect(ahead.from).toBe('2026-11-24T00:00:00.000Z');
  expect(takenInAt(ahead)).toBe(arrivedAt);
});

test('guarantee 9: whatever the clocks say, the moment lies in the interval', () => {
  const instant = date({
    min: new Date('2000-01-01'),
    max: new Date('2060-01-01'),
    noInvalidDate: true,
  }).map((each) => each.toISOString());
  assert(
    property(
      instant,
      option(instant),
      option(instant),
      (wall, heard, ticket) => {
        const interval = intakeInterval(made(wall, heard), {
          notBefore: ticket ?? undefined,
          arrivedAt,
        });
        const at = takenInAt(interval);
        expect(at <= interval.to).toBe(true);
        expect(interval.from === null || at >= interval.from).toBe(true);
      },
    ),
  );
});
