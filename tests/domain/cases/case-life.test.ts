import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAllowedNow } from '../../../src/domain/cases/allowed-now.ts';
import {
  displayStatus,
  handlingStatus,
  type Delivery,
} from '../../../src/domain/cases/display-status.ts';
import {
  NATIONAL_CODE,
  type EventBody,
} from '../../../src/domain/cases/event.ts';
import {
  foldCase,
  foldUnsent,
  NO_CASE,
} from '../../../src/domain/cases/fold-case.ts';
import {
  ALLOWED_ACTS,
  CASE_STATUSES,
  EVENT_OF_ACT,
  isAllowed,
  type CaseAct,
  type CaseStatus,
} from '../../../src/domain/cases/transitions.ts';
import {
  answerCorrection,
  BODIES,
  history,
  withdraw,
} from '../../support/case-builders.ts';

const kinds = Object.keys(BODIES) as EventBody['kind'][];
const anyHistory = fc
  .array(fc.constantFrom(...kinds), { maxLength: 12 })
  .map((chosen) => history(...chosen));
const arrived: Delivery = {
  submit: 'applied',
  laterRefused: false,
  laterHeld: false,
  textUnderWay: false,
  materialsLeft: 0,
};

describe('the history of a case', () => {
  test.each([
    [['received'], 'received'],
    [['received', 'correctionRequested'], 'correcting'],
    [['received', 'correctionRequested', 'correctionAnswered'], 'received'],
    [['received', 'accepted'], 'accepted'],
    [['received', 'accepted', 'departmentStarted'], 'inDepartment'],
    [['received', 'accepted', 'specialStarted'], 'publicNotice'],
    [
      ['received', 'accepted', 'specialStarted', 'specialEnded'],
      'inDepartment',
    ],
    [['received', 'accepted', 'concludedApproved'], 'concluded'],
    [['received', 'accepted', 'concludedWithDeficiency'], 'awaitingPickup'],
    [
      ['received', 'accepted', 'concludedWithDeficiency', 'delivered'],
      'concluded',
    ],
    [['received', 'accepted', 'concludedRejected'], 'rejected'],
    [['received', 'acceptanceRefused'], 'notAccepted'],
    [['received', 'notAcceptable'], 'notAccepted'],
    [['received', 'withdrawn'], 'withdrawn'],
    [['received', 'accepted', 'revoked'], 'withdrawn'],
    [['received', 'accepted', 'dispatched'], 'accepted'],
    [
      ['received', 'accepted', 'departmentStarted', 'dispatched'],
      'inDepartment',
    ],
    [['received', 'accepted', 'departmentStarted', 'returned'], 'accepted'],
    [['received', 'accepted', 'withdrawalRequested'], 'accepted'],
    [['received', 'accepted', 'withdrawalRequested', 'withdrawn'], 'withdrawn'],
    [['received', 'correctionRequested', 'correctionLapsed'], 'withdrawn'],
    [
      ['received', 'accepted', 'concludedWithDeficiency', 'posted'],
      'awaitingPickup',
    ],
    [
      ['received', 'accepted', 'concludedWithDeficiency', 'resultIssued'],
      'awaitingPickup',
    ],
  ] as [EventBody['kind'][], string][])('%j is shown as %s', (given, word) => {
    expect(handlingStatus(foldCase(history(...given)))).toBe(word);
  });

  test.each(['supplemented', 'joined'] as const)(
    'a gap stands in the word until the last paper put off has come: %s',
    (how) => {
      const came = (closesGap: boolean) => {
        const events = history('received', 'accepted', how);
        const bodies: EventBody[] = [
          BODIES.received,
          { kind: 'accepted', promisedBy: null, withDeficiency: true },
          { ...BODIES[how], closesGap },
        ];
        return events.flatMap((event, i) => {
          const body = bodies[i];
          return body === undefined ? [] : { ...event, body };
        });
      };
      expect(handlingStatus(foldCase(came(false)))).toBe(
        'acceptedWithDeficiency',
      );
      expect(handlingStatus(foldCase(came(true)))).toBe('accepted');
    },
  );

  test('accepted by silence is accepted, since its papers were received', () => {
    const deemedFrom = '2026-11-24T02:36:00.000Z';
    const events = history('received', 'accepted').map((event) =>
      event.body.kind === 'accepted'
        ? { ...event, body: { ...event.body, deemedFrom } }
        : event,
    );
    const state = foldCase(events);
    expect(handlingStatus(state)).toBe('accepted');
    expect(state.acceptedAt).toBe(deemedFrom);
  });

  test('folds to the same state in one go or piece by piece', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(12), (events, cut) => {
        const first = foldCase(events.slice(0, cut));
        expect(foldCase(events.slice(cut), first)).toEqual(foldCase(events));
      }),
    );
  });

  test('is not changed by events that come twice', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(12), (events, again) => {
        const once = foldCase(events);
        expect(foldCase(events.slice(0, again), once)).toEqual(once);
      }),
    );
  });

  test('goes back, once corrected, to what the case was before', () => {
    const state = foldCase(
      history(
        'received',
        'accepted',
        'correctionRequested',
        'correctionAnswered',
      ),
    );
    expect(state.status).toBe('accepted');
    expect(state.correction).toBeNull();
  });

  test('shows the clerk his own unsent answer on top of what the county said', () => {
    const state = foldCase(history('received', 'correctionRequested'));
    const at = '2026-11-25T04:00:00.000Z';
    const shown = foldUnsent(state, [{ operation: answerCorrection(2), at }]);
    expect(shown.status).toBe('received');
    expect(shown.version).toBe(2);
    expect(foldUnsent(state, [{ operation: withdraw(), at }]).status).toBe(
      'withdrawn',
    );
  });

  test('once accepted, taking it back is a wish until the office has answered', () => {
    const accepted = foldCase(history('received', 'accepted'));
    const at = '2026-11-25T04:00:00.000Z';
    const shown = foldUnsent(accepted, [{ operation: withdraw(), at }]);
    expect(shown).toMatchObject({
      status: 'accepted',
      withdrawalAsked: { reason: '不办了' },
    });
    expect(isAllowedNow(accepted, 'grantWithdrawal')).toBe(false);
    expect(isAllowedNow(shown, 'grantWithdrawal')).toBe(true);
    expect(isAllowedNow(shown, 'withdraw')).toBe(false);
    const refused = foldCase(
      history(
        'received',
        'accepted',
        'withdrawalRequested',
        'withdrawalRefused',
      ),
    );
    expect(isAllowedNow(refused, 'grantWithdrawal')).toBe(false);
  });

  test('an office that wanted a correction has to say anew once it was answered', () => {
    const events = history(
      'received',
      'accepted',
      'jointAsked',
      'officeAnswered',
      'correctionRequested',
      'correctionAnswered',
    ).map((event) =>
      event.body.kind === 'officeAnswered'
        ? { ...event, body: { ...event.body, opinion: 'correction' as const } }
        : event,
    );
    const opinions = (n: number) =>
      foldCase(events.slice(0, n)).joint?.offices.map(({ opinion }) => opinion);
    expect(opinions(3)).toEqual([null, null, null]);
    expect(opinions(4)).toEqual([null, 'correction', null]);
    expect(opinions(6)).toEqual([null, null, null]);
    expect(foldCase(events).status).toBe('accepted');
  });

  test('carries the national codes 1 to 15, each once', () => {
    const codes = Object.values(NATIONAL_CODE).filter((code) => code !== null);
    expect(codes.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
  });
});

describe('the table of transitions', () => {
  const paths: Record<CaseStatus, EventBody['kind'][]> = {
    none: [],
    received: ['received'],
    correcting: ['received', 'correctionRequested'],
    accepted: ['received', 'accepted'],
    inDepartment: ['received', 'accepted', 'departmentStarted'],
    special: ['received', 'accepted', 'specialStarted'],
    concluded: ['received', 'accepted', 'concludedApproved'],
    rejected: ['received', 'accepted', 'concludedRejected'],
    notAccepted: ['received', 'acceptanceRefused'],
    withdrawn: ['received', 'withdrawn'],
  };

  test.each(CASE_STATUSES)('has a way into %s', (status) => {
    expect(foldCase(history(...paths[status])).status).toBe(status);
  });

  test('lets nothing happen before a case was submitted', () => {
    expect(ALLOWED_ACTS.none).toEqual(['submit']);
  });

  test('lets a case be submitted once', () => {
    for (const status of CASE_STATUSES)
      expect(isAllowed(status, 'submit')).toBe(status === 'none');
  });

  test('never decides a case again that has ended', () => {
    const acts: CaseAct[] = [
      'accept',
      'requestCorrection',
      'conclude',
      'reject',
    ];
    for (const status of ['concluded', 'rejected', 'notAccepted', 'withdrawn'])
      for (const act of acts)
        expect(isAllowed(status as CaseStatus, act)).toBe(false);
  });

  test('moves the case to a status of its own by every allowed act', () => {
    for (const status of CASE_STATUSES) {
      for (const act of ALLOWED_ACTS[status]) {
        const after = foldCase(history(...paths[status], EVENT_OF_ACT[act]));
        expect(CASE_STATUSES).toContain(after.status);
        if (act === 'accept') expect(after.status).toBe('accepted');
        if (act === 'requestCorrection')
          expect(after.status).toBe('correcting');
      }
    }
  });
});

describe('the word a case is shown with on the device', () => {
  const received = foldCase(history('received'));

  test.each([
    ['saved', NO_CASE, { submit: 'pending' }],
    ['sending', NO_CASE, { submit: 'pending', textUnderWay: true }],
    ['sending', NO_CASE, { materialsLeft: 2 }],
    ['delivered', NO_CASE, {}],
    ['sending', received, { materialsLeft: 1 }],
    ['received', received, {}],
    ['needsAttention', NO_CASE, { submit: 'refused' }],
    ['held', received, { laterHeld: true }],
  ] as [string, typeof NO_CASE, Partial<Delivery>][])(
    'is %s',
    (word, state, delivery) => {
      expect(displayStatus(state, { ...arrived, ...delivery })).toBe(word);
    },
  );
});
