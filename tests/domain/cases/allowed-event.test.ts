import { describe, expect, test } from 'vitest';
import { isEventAllowed } from '../../../src/domain/cases/allowed-event.ts';
import type { EventKind } from '../../../src/domain/cases/event.ts';
import { NATIONAL_CODE } from '../../../src/domain/cases/event.ts';
import {
  ALLOWED_ACTS,
  CASE_STATUSES,
  EVENT_OF_ACT,
} from '../../../src/domain/cases/transitions.ts';

describe('an event that comes back after a loss', () => {
  test('may stand wherever the act behind it may', () => {
    for (const status of CASE_STATUSES)
      for (const act of ALLOWED_ACTS[status])
        expect([
          status,
          act,
          isEventAllowed(status, EVENT_OF_ACT[act]),
        ]).toEqual([status, act, true]);
  });

  test('may stand nowhere after the case has ended by withdrawal, but what is said of it', () => {
    const kinds = Object.keys(NATIONAL_CODE) as EventKind[];
    expect(kinds.filter((kind) => isEventAllowed('withdrawn', kind))).toEqual([
      'rated',
      'objected',
      'objectionDecided',
    ]);
  });

  test('without an act of ours stands where the office could have done it', () => {
    expect(isEventAllowed('accepted', 'departmentStarted')).toBe(true);
    expect(isEventAllowed('received', 'departmentStarted')).toBe(false);
    expect(isEventAllowed('special', 'specialEnded')).toBe(true);
    expect(isEventAllowed('correcting', 'withdrawalRequested')).toBe(true);
    expect(isEventAllowed('received', 'withdrawalRequested')).toBe(false);
    expect(isEventAllowed('received', 'operationHeld')).toBe(false);
  });
});
