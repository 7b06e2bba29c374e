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
  firstReviewed: {
    kind: 'firstReviewed',
    officeId: 'township-civil',
    opinion: 'agree',
    note: '',
  },
  dispatched: { kind: 'dispatched', officeId: 'county-civil', step: 4 },
  returned: {
    kind: 'returned',
    officeId: 'county-civil',
    reason: '缺入户调查表',
  },
  jointAsked: {
    kind: 'jointAsked',
    lead: 'township-joint',
    offices: ['county-natural', 'county-agri', 'county-housing'],
    dueOn: due,
  },
  officeAnswered: {
    kind: 'officeAnswered',
    officeId: 'county-agri',
    opinion: 'agree',
    note: '',
  },
  extended: {
    kind: 'extended',
    workdays: 10,
    reason: '要再去看一次现场',
    ground: '《行政许可法》第四十二条',
    approvedBy: '田示福',
    promisedBy: due,
  },
  resultIssued: { kind: 'resultIssued', name: '采伐证', number: '2026-17' },
  posted: { kind: 'posted', carrier: 'EMS', trackingNumber: 'EA123456789CN' },
  objected: { kind: 'objected', reason: '评的不是这件' },
  objectionDecided: { kind: 'objectionDecided', upheld: true, reason: '属实' },
  correctionLapsed: { kind: 'correctionLapsed' },
  withdrawalRequested: {
    kind: 'withdrawalRequested',
    operationId: OPERATION_ID,
    reason: '不办了',
  },
  withdrawalRefused: { kind: 'withdrawalRefused', reason: '已经办好了' },
  joined: {
    kind: 'joined',
    caseId: '019ab000-0000-7000-8000-000000000002',
    number: '422825102206261125002000712',
    goesOn: true,
  },
  commitmentChecked: {
    kind: 'commitmentChecked',
    paperId: 'V14-M2',
    found: 'kept',
    note: '',
  },
  deficiencyReminded: {
    kind: 'deficiencyReminded',
    papers: ['V14-M2'],
    dueOn: '2026-12-09',
  },
  deficiencyLapsed: { kind: 'deficiencyLapsed', papers: ['V14-M2'] },
  certificateChecked: {
    kind: 'certificateChecked',
    paperId: 'V14-M1',
    found: 'ok',
    note: '',
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
