// Builders of events and operations for tests of the case's life.
import type { CaseEvent, EventBody } from '../../src/domain/cases/event.ts';
import type { Moment, Operation } from '../../src/domain/cases/operation.ts';

export const CASE_ID = '019ab000-0000-7000-8000-000000000001';
export const OPERATION_ID = '019ab000-0000-7000-8000-0000000000a1';
const due = { date: '2026-12-02', provisional: false };

export const moment: Moment = {
  wallTime: '2026-11-25T02:36:00.000Z',
  monotonicMs: 1000,
  bootId: '019ab000-0000-7000-8000-0000000000b1',
  lastHeardAt: null,
};

/** One body of every kind, with believable content. */
export const BODIES: {
  [Kind in EventBody['kind']]: EventBody & { kind: Kind };
} = {
  received: {
    kind: 'received',
    operationId: OPERATION_ID,
    number: '422825102205261125002000714',
    stationCode: '422825102205',
    township: '422825102',
    matterCode: 'V14',
    matterRevision: 1,
    catalogueVersion: '0.3-draft',
    applicantMasked: '向*英',
    intake: {
      from: null,
      device: '2026-11-25T02:36:00.000Z',
      to: '2026-11-25T02:51:00.000Z',
    },
    noticeBy: due,
    findings: [],
  },
  supplemented: {
    kind: 'supplemented',
    operationId: OPERATION_ID,
    papers: ['V14-M2'],
  },
  correctionRequested: {
    kind: 'correctionRequested',
    items: [
      { about: 'V14-M2', target: 'paper', reason: '看不清', fix: '重拍' },
    ],
    dueOn: { date: '2026-12-09', provisional: false },
  },
  correctionAnswered: {
    kind: 'correctionAnswered',
    operationId: OPERATION_ID,
    fields: [],
    papers: ['V14-M2'],
  },
  accepted: { kind: 'accepted', promisedBy: due, withDeficiency: false },
  notAcceptable: {
    kind: 'notAcceptable',
    reason: '户口在外县',
    authority: '户籍地',
  },
  acceptanceRefused: {
    kind: 'acceptanceRefused',
    reason: '未满80周岁',
    authority: '',
  },
  departmentStarted: { kind: 'departmentStarted', officeId: 'county-civil' },
  specialStarted: {
    kind: 'specialStarted',
    procedure: 'publicNotice',
    isPublicNotice: true,
    until: due,
  },
  specialEnded: { kind: 'specialEnded' },
  concludedApproved: {
    kind: 'concludedApproved',
    result: '高龄津贴',
    pickup: null,
    note: '',
  },
  concludedWithDeficiency: {
    kind: 'concludedWithDeficiency',
    result: '高龄津贴',
    pickup: '水田坝村',
    note: '',
  },
  concludedRejected: {
    kind: 'concludedRejected',
    reason: '已领取',
    remedy: '60日内复议',
  },
  withdrawn: { kind: 'withdrawn', reason: '不办了' },
  recalled: { kind: 'recalled', reason: '办错了' },
  revoked: { kind: 'revoked', reason: '承诺不实' },
  delivered: { kind: 'delivered', receivedBy: '向示英' },
  contactUpdated: { kind: 'contactUpdated', fields: ['applicantPhone'] },
  rated: { kind: 'rated' },
  operationHeld: {
    kind: 'operationHeld',
    operationId: OPERATION_ID,
    code: 'notAllowedNow',
  },
};

/** Events 1..n of one case, one minute apart. */
export function history(...kinds: EventBody['kind'][]): CaseEvent[] {
  return kinds.map((kind, index) => ({
    caseId: CASE_ID,
    n: index + 1,
    at: new Date(Date.UTC(2026, 10, 25, 3, index)).toISOString(),
    by: { kind: 'platform', id: 'platform', name: '' },
    body: BODIES[kind],
  }));
}

export function answerCorrection(correctionEvent: number): Operation {
  return {
    kind: 'answerCorrection',
    correctionEvent,
    answers: {},
    papers: [],
    signatures: [],
    madeAt: moment,
  };
}

export function withdraw(): Operation {
  return { kind: 'withdraw', reason: '不办了', signatures: [], madeAt: moment };
}
