// A case's history in the reviewer's words.
import type { CaseEvent, EventBody, EventKind } from '../domain/cases/event.ts';
import type { ReviewAct } from '../domain/cases/transitions.ts';
import { unreachable } from '../domain/unreachable.ts';
import { dayInSentence, momentInSentence } from './common.ts';
import { laterInWords } from './review-later-events.ts';

/** What another did first: 「这件刚由李审核受理，…」; acts and events both come. */
export const doneActs: Record<ReviewAct | EventKind, string> = {
  accept: '受理',
  requestCorrection: '告知补正',
  refuse: '不予受理',
  referElsewhere: '不予受理',
  conclude: '办结',
  reject: '定为不通过',
  received: '收件',
  supplemented: '补交材料',
  correctionRequested: '告知补正',
  correctionAnswered: '补正回来',
  accepted: '受理',
  notAcceptable: '不予受理',
  acceptanceRefused: '不予受理',
  departmentStarted: '转给部门',
  specialStarted: '转入特别程序',
  specialEnded: '结束特别程序',
  concludedApproved: '办结',
  concludedWithDeficiency: '办结',
  concludedRejected: '定为不通过',
  withdrawn: '撤件',
  recalled: '撤回',
  revoked: '撤销',
  delivered: '交给村民',
  contactUpdated: '改联系方式',
  rated: '评价',
  operationHeld: '转待核查',
  firstReview: '初审',
  dispatch: '转办',
  return: '退回',
  start: '开始办理',
  askJointly: '发起联办',
  answerJointly: '回复联办意见',
  startSpecial: '转入特别程序',
  endSpecial: '结束特别程序',
  extend: '延期',
  issueResult: '出件',
  post: '寄出',
  handOver: '交给村民',
  grantWithdrawal: '同意撤件',
  refuseWithdrawal: '不同意撤件',
  recall: '撤回',
  revoke: '撤销',
  object: '对评价提出异议',
  decideObjection: '处理评价异议',
  join: '并件',
  firstReviewed: '初审',
  dispatched: '转办',
  returned: '退回',
  jointAsked: '发起联办',
  officeAnswered: '回复联办意见',
  extended: '延期',
  resultIssued: '出件',
  posted: '寄出',
  objected: '对评价提出异议',
  objectionDecided: '处理评价异议',
  correctionLapsed: '记为过期未补正',
  withdrawalRequested: '申请撤件',
  withdrawalRefused: '不同意撤件',
  joined: '并件',
  commitmentChecked: '核查承诺',
  deficiencyReminded: '提醒补容缺材料',
  deficiencyLapsed: '记为容缺过期',
  certificateChecked: '核验电子证照',
};

/** The word and the essence of one entry of a case's history. */
export function eventInWords(event: CaseEvent): {
  word: string;
  detail: string | null;
} {
  const { body } = event;
  switch (body.kind) {
    case 'received':
      return {
        word: '村里收件，送达县平台',
        detail: `村里${momentInSentence(body.intake.device)}收。${dayInSentence(body.noticeBy.date)}前告知是否受理。`,
      };
    case 'supplemented':
      return {
        word: '村里补交材料',
        detail: `${body.papers.length}份${body.closesGap === true ? '，容缺的都补齐了' : ''}`,
      };
    case 'correctionRequested':
      return {
        word: `一次告知补正${body.items.length}处`,
        detail: `${dayInSentence(body.dueOn.date)}前补齐。${body.items
          .map(({ reason, fix }) => `${reason}：${fix}`)
          .join('；')}`,
      };
    case 'correctionAnswered':
      return {
        word: '村里补正回来',
        detail: `改了${body.fields.length}项内容，重交${body.papers.length}份材料`,
      };
    case 'accepted':
      return {
        word: acceptedWord(body),
        detail:
          [
            body.deemedFrom === undefined
              ? ''
              : `5个工作日内没有告知，从${dayInSentence(body.deemedFrom)}收到材料起算受理`,
            body.promisedBy === null
              ? ''
              : `承诺${dayInSentence(body.promisedBy.date)}前办结`,
          ]
            .filter((part) => part !== '')
            .join('。') || null,
      };
    case 'notAcceptable':
    case 'acceptanceRefused':
      return {
        word: '不予受理',
        detail:
          body.authority === ''
            ? body.reason
            : `${body.reason}。该找：${body.authority}`,
      };
    case 'departmentStarted':
      return { word: '部门开始办理', detail: null };
    case 'specialStarted':
      return {
        word: body.isPublicNotice ? '公示' : '暂停计时',
        detail:
          [
            body.until === null ? '' : `到${dayInSentence(body.until.date)}`,
            body.ground ?? '',
          ]
            .filter((part) => part !== '')
            .join('。') || null,
      };
    case 'specialEnded':
      return { word: '恢复计时', detail: null };
    case 'concludedApproved':
    case 'concludedWithDeficiency':
      return {
        word: '办结',
        detail: [
          body.result,
          body.pickup === null ? '没有要领的' : `到${body.pickup}领`,
          body.note,
        ]
          .filter((part) => part !== '')
          .join('。'),
      };
    case 'concludedRejected':
      return { word: '未通过', detail: `${body.reason}。${body.remedy}` };
    case 'withdrawn':
      return { word: '撤件', detail: body.reason };
    case 'recalled':
      return { word: '撤回', detail: body.reason };
    case 'revoked':
      return { word: '撤销', detail: body.reason };
    case 'delivered':
      return {
        word: body.by === 'post' ? '邮寄签收' : '已领取',
        detail: body.receivedBy,
      };
    case 'contactUpdated':
      return { word: '改了联系方式', detail: null };
    case 'rated':
      return { word: '村民评价了', detail: null };
    case 'operationHeld':
      return { word: '有一步转待核查', detail: null };
    case 'firstReviewed':
    case 'dispatched':
    case 'returned':
    case 'jointAsked':
    case 'officeAnswered':
    case 'extended':
    case 'resultIssued':
    case 'posted':
    case 'objected':
    case 'objectionDecided':
    case 'correctionLapsed':
    case 'withdrawalRequested':
    case 'withdrawalRefused':
    case 'joined':
    case 'commitmentChecked':
    case 'deficiencyReminded':
    case 'deficiencyLapsed':
    case 'certificateChecked':
      return laterInWords(body);
    default:
      return unreachable(body);
  }
}

function acceptedWord(body: EventBody & { kind: 'accepted' }): string {
  if (body.deemedFrom !== undefined) return '视为受理';
  return body.withDeficiency ? '容缺受理' : '受理';
}
