// The ways through the life of a case, to the decision.
import {
  REASON,
  town,
  dept,
  no,
  conclude,
  correction,
  granted,
  GRANTED,
  type Golden,
} from './golden-steps.ts';

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
      town('requestCorrection', { ...correction('V14-M2'), workdays: 5 }),
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
        town('requestCorrection', { ...correction('V14-M2'), workdays: 5 }),
      ),
    ],
    history: ['correctionRequested', 'correctionAnswered', 'accepted'],
    word: 'accepted',
  },
  {
    name: 'a correction that waits for its answer: 待补正',
    matter: 'V14',
    steps: [
      town('requestCorrection', { ...correction('V14-M2'), workdays: 5 }),
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
        workdays: 5,
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
        workdays: null,
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
];
