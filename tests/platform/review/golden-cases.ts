// The ways through the life of a case.
import type { DisplayStatus } from '../../../src/domain/cases/display-status.ts';
import type { EventKind } from '../../../src/domain/cases/event.ts';

export type Who =
  'town' | 'dept' | 'agri' | 'natural' | 'housing' | 'county' | 'window';
export type Step =
  | {
      by: Who;
      act: { act: string } & Record<string, unknown>;
      refused?: string;
    }
  | { village: { kind: string } & Record<string, unknown> }
  /** Days go by. */
  | { days: number };

type Golden = {
  name: string;
  matter: string;
  steps: Step[];
  history: EventKind[];
  word: DisplayStatus;
};

const REASON = '与规定的条件不符，见审查意见';
const town = (act: string, rest: object = {}): Step => ({
  by: 'town',
  act: { act, ...rest },
});
const dept = (act: string, rest: object = {}): Step => ({
  by: 'dept',
  act: { act, ...rest },
});
const by = (who: Who, act: string, rest: object = {}): Step => ({
  by: who,
  act: { act, ...rest },
});
const no = (refused: string, step: Step): Step => ({ ...step, refused });
const conclude = { result: '审批结果', pickup: null, note: '' };
const atWindow = {
  ...conclude,
  pickup: '响龙村便民服务站',
  window: '422825102206',
};
const correction = (about: string) => ({
  items: [{ about, target: 'paper', reason: '看不清', fix: '重拍' }],
});
const granted: Step[] = [town('accept'), town('dispatch'), dept('start')];
const GRANTED: EventKind[] = ['accepted', 'dispatched', 'departmentStarted'];
const atVillage = {
  kind: 'confirmDelivery',
  receivedBy: '姚示江',
  papers: [],
  signatures: [],
};

export const GOLDEN_CASES: Golden[] = [
  {
    name: 'taken in and waiting for its notice: 待受理',
    matter: 'V14',
    steps: [],
    history: [],
    word: 'received',
  },
  {
    name: 'corrected once and accepted: 已受理',
    matter: 'V14',
    steps: [
      town('requestCorrection', { ...correction('V14-M2'), workingDays: 5 }),
      no('notAllowed', town('accept')),
      {
        village: {
          kind: 'answerCorrection',
          correctionEvent: 2,
          answers: {},
          papers: [],
          signatures: [],
        },
      },
      town('accept'),
      // All that was missing has been said.
      no(
        'notAllowed',
        town('requestCorrection', { ...correction('V14-M2'), workingDays: 5 }),
      ),
    ],
    history: ['correctionRequested', 'correctionAnswered', 'accepted'],
    word: 'accepted',
  },
  {
    name: 'a correction that waits for its answer: 待补正',
    matter: 'V14',
    steps: [
      town('requestCorrection', { ...correction('V14-M2'), workingDays: 5 }),
    ],
    history: ['correctionRequested'],
    word: 'correcting',
  },
  {
    name: 'not taken for cause: 不予受理',
    matter: 'V14',
    steps: [town('refuse', { reason: REASON, authority: '' })],
    history: ['acceptanceRefused'],
    word: 'notAccepted',
  },
  {
    name: 'not of this office: 不予受理',
    matter: 'V14',
    steps: [
      town('referElsewhere', { reason: REASON, authority: '户籍地民政局' }),
    ],
    history: ['notAcceptable'],
    word: 'notAccepted',
  },
  {
    name: 'a department accepts and concludes itself: 办结',
    matter: 'V06',
    steps: [
      no('forbidden', town('accept')),
      dept('accept'),
      dept('start'),
      no('forbidden', town('conclude', conclude)),
      dept('conclude', conclude),
    ],
    history: ['accepted', 'departmentStarted', 'concludedApproved'],
    word: 'concluded',
  },
  {
    name: 'the township accepts and concludes itself: 办结',
    matter: 'V19',
    steps: [
      town('accept'),
      no('forbidden', dept('conclude', conclude)),
      town('conclude', conclude),
    ],
    history: ['accepted', 'concludedApproved'],
    word: 'concluded',
  },
  {
    name: 'first review, dispatch by the route, beginning: 办理中',
    matter: 'V14',
    steps: [
      town('accept'),
      no('forbidden', dept('start')),
      town('firstReview', { opinion: 'agree', note: '情况属实' }),
      town('dispatch'),
      no('forbidden', town('conclude', conclude)),
      dept('start'),
    ],
    history: ['accepted', 'firstReviewed', 'dispatched', 'departmentStarted'],
    word: 'inDepartment',
  },
  {
    name: 'returned by the department: 已受理',
    matter: 'V14',
    steps: [
      ...granted,
      dept('return', { reason: '缺入户调查表' }),
      no('forbidden', dept('start')),
    ],
    history: [...GRANTED, 'returned'],
    word: 'accepted',
  },
  {
    name: 'posted for all to read, by whitelisted words: 公示中',
    matter: 'V14',
    steps: [
      town('accept'),
      town('startSpecial', {
        procedure: '公示',
        ground: '按规定在村务公开栏公示七天',
        publicNotice: { amount: '每月100元' },
      }),
      no('notAllowed', town('dispatch')),
    ],
    history: ['accepted', 'specialStarted'],
    word: 'publicNotice',
  },
  {
    name: 'a child is never posted: 已受理',
    matter: 'V15',
    steps: [
      town('accept'),
      no(
        'notAllowed',
        town('startSpecial', {
          procedure: '公示',
          ground: '按规定在村务公开栏公示七天',
          publicNotice: { amount: null },
        }),
      ),
    ],
    history: ['accepted'],
    word: 'accepted',
  },
  {
    name: 'an inspection stops the clock: 暂停',
    matter: 'V14',
    steps: [
      ...granted,
      dept('startSpecial', {
        procedure: '入户调查',
        ground: '需要到户核实老人的居住情况',
        workingDays: 5,
      }),
    ],
    history: [...GRANTED, 'specialStarted'],
    word: 'paused',
  },
  {
    name: 'after the inspection it goes on: 办理中',
    matter: 'V14',
    steps: [
      ...granted,
      dept('startSpecial', {
        procedure: '入户调查',
        ground: '需要到户核实老人的居住情况',
        workingDays: null,
      }),
      { days: 6 },
      dept('endSpecial'),
    ],
    history: [...GRANTED, 'specialStarted', 'specialEnded'],
    word: 'inDepartment',
  },
  {
    name: 'extended once, with reasons: 办理中',
    matter: 'V14',
    steps: [
      ...granted,
      dept('extend', {
        workdays: 10,
        reason: '需要向外省核实领取情况',
        ground: '行政许可法第四十二条',
        approvedBy: '田示福',
      }),
      no(
        'notAllowed',
        dept('extend', {
          workdays: 5,
          reason: '还没有收到外省的回复',
          ground: '行政许可法第四十二条',
          approvedBy: '田示福',
        }),
      ),
    ],
    history: [...GRANTED, 'extended'],
    word: 'inDepartment',
  },
  {
    name: 'too late to extend: 办理中',
    matter: 'V14',
    steps: [
      ...granted,
      { days: 60 },
      no(
        'notAllowed',
        dept('extend', {
          workdays: 10,
          reason: '需要向外省核实领取情况',
          ground: '行政许可法第四十二条',
          approvedBy: '田示福',
        }),
      ),
    ],
    history: GRANTED,
    word: 'inDepartment',
  },
  {
    name: 'three departments at once: silence is no consent, all agree: 待领取',
    matter: 'V28',
    steps: [
      town('accept'),
      town('askJointly'),
      no(
        'forbidden',
        town('answerJointly', {
          officeId: 'county-agri',
          opinion: 'agree',
          note: '',
        }),
      ),
      by('agri', 'answerJointly', {
        officeId: 'county-agri',
        opinion: 'agree',
        note: '',
      }),
      no(
        'forbidden',
        by('agri', 'answerJointly', {
          officeId: 'county-housing',
          opinion: 'agree',
          note: '',
        }),
      ),
      by('natural', 'answerJointly', {
        officeId: 'county-natural',
        opinion: 'conditions',
        note: '退让道路三米',
      }),
      { days: 30 },
      no('officesSilent', town('conclude', conclude)),
      by('housing', 'answerJointly', {
        officeId: 'county-housing',
        opinion: 'agree',
        note: '',
      }),
      no('forbidden', by('agri', 'conclude', conclude)),
      town('conclude', atWindow),
    ],
    history: [
      'accepted',
      'jointAsked',
      'officeAnswered',
      'officeAnswered',
      'officeAnswered',
      'concludedApproved',
    ],
    word: 'awaitingPickup',
  },
  {
    name: 'what several departments demand goes out as one notice: 待补正',
    matter: 'V28',
    steps: [
      town('accept'),
      town('askJointly'),
      by('agri', 'answerJointly', {
        officeId: 'county-agri',
        opinion: 'correction',
        note: '',
        ...correction('V28-M1'),
      }),
      no(
        'officesSilent',
        town('requestCorrection', { ...correction('V28-M2'), workingDays: 5 }),
      ),
      by('natural', 'answerJointly', {
        officeId: 'county-natural',
        opinion: 'correction',
        note: '',
        ...correction('V28-M3'),
      }),
      by('housing', 'answerJointly', {
        officeId: 'county-housing',
        opinion: 'agree',
        note: '',
      }),
      town('requestCorrection', { ...correction('V28-M1'), workingDays: 5 }),
    ],
    history: [
      'accepted',
      'jointAsked',
      'officeAnswered',
      'officeAnswered',
      'officeAnswered',
      'correctionRequested',
    ],
    word: 'correcting',
  },
  {
    name: 'granted, made out, fetched at the window: 办结',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', atWindow),
      dept('issueResult', { name: '审批结果', number: '2026-17' }),
      no(
        'notAllowed',
        by('window', 'handOver', { receivedBy: '姚示江', by: 'post' }),
      ),
      by('window', 'handOver', { receivedBy: '姚示江', by: 'window' }),
    ],
    history: [...GRANTED, 'concludedApproved', 'resultIssued', 'delivered'],
    word: 'concluded',
  },
  {
    name: 'granted and fetched in the village: 办结',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', { ...conclude, pickup: '响龙村便民服务站' }),
      { village: atVillage },
    ],
    history: [...GRANTED, 'concludedApproved', 'delivered'],
    word: 'concluded',
  },
  {
    name: 'granted and sent by post: 待领取',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', atWindow),
      by('window', 'post', { carrier: 'EMS', trackingNumber: 'EA123456789CN' }),
    ],
    history: [...GRANTED, 'concludedApproved', 'posted'],
    word: 'awaitingPickup',
  },
  {
    name: 'sent by post and received: 办结',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', atWindow),
      by('window', 'post', { carrier: 'EMS', trackingNumber: 'EA123456789CN' }),
      by('window', 'handOver', { receivedBy: '姚示江', by: 'post' }),
    ],
    history: [...GRANTED, 'concludedApproved', 'posted', 'delivered'],
    word: 'concluded',
  },
  {
    name: 'turned down: 未通过',
    matter: 'V14',
    steps: [
      ...granted,
      dept('reject', { reason: REASON, remedy: '可在60日内申请行政复议' }),
    ],
    history: [...GRANTED, 'concludedRejected'],
    word: 'rejected',
  },
  {
    name: 'taken back before acceptance: 已撤件',
    matter: 'V14',
    steps: [
      { village: { kind: 'withdraw', reason: '不办了', signatures: [] } },
    ],
    history: ['withdrawn'],
    word: 'withdrawn',
  },
  {
    name: 'taken back after acceptance, which the department grants: 已撤件',
    matter: 'V14',
    steps: [
      ...granted,
      no('notAllowed', dept('grantWithdrawal')),
      { village: { kind: 'withdraw', reason: '不办了', signatures: [] } },
      no('notAllowed', dept('conclude', conclude)),
      dept('grantWithdrawal'),
    ],
    history: [...GRANTED, 'withdrawalRequested', 'withdrawn'],
    word: 'withdrawn',
  },
  {
    name: 'taken back after acceptance, which the department refuses: 办结',
    matter: 'V14',
    steps: [
      ...granted,
      { village: { kind: 'withdraw', reason: '不办了', signatures: [] } },
      dept('refuseWithdrawal', { reason: '津贴已经发放' }),
      dept('conclude', conclude),
    ],
    history: [
      ...GRANTED,
      'withdrawalRequested',
      'withdrawalRefused',
      'concludedApproved',
    ],
    word: 'concluded',
  },
  {
    name: 'recalled by the office that gave it: 已撤件',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', conclude),
      no('forbidden', town('recall', { reason: REASON })),
      dept('recall', { reason: REASON }),
    ],
    history: [...GRANTED, 'concludedApproved', 'recalled'],
    word: 'withdrawn',
  },
  {
    name: 'revoked, for it should never have been given: 已撤件',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', conclude),
      dept('revoke', { reason: REASON }),
    ],
    history: [...GRANTED, 'concludedApproved', 'revoked'],
    word: 'withdrawn',
  },
  {
    name: 'rated, and the rated office objects: 办结',
    matter: 'V14',
    steps: [
      ...granted,
      dept('conclude', conclude),
      no('notAllowed', dept('object', { reason: '评的不是这一件，是另一件' })),
      { village: { kind: 'rate', level: 1, comment: '' } },
      dept('object', { reason: '评的不是这一件，是另一件' }),
      no(
        'forbidden',
        dept('decideObjection', { upheld: true, reason: '核对属实' }),
      ),
      by('county', 'decideObjection', { upheld: true, reason: '核对属实' }),
    ],
    history: [
      ...GRANTED,
      'concludedApproved',
      'rated',
      'objected',
      'objectionDecided',
    ],
    word: 'concluded',
  },
];
