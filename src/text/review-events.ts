// A case's history in the reviewer's words.
import type { CaseEvent, EventBody, EventKind } from '../domain/cases/event.ts';
import type { ReviewAct } from '../domain/cases/transitions.ts';
import { unreachable } from '../domain/unreachable.ts';
import { dayInSentence, momentInSentence } from './common.ts';

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
          body.until === null ? null : `到${dayInSentence(body.until.date)}`,
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
      return { word: '已领取', detail: body.receivedBy };
    case 'contactUpdated':
      return { word: '改了联系方式', detail: null };
    case 'rated':
      return { word: '村民评价了', detail: null };
    case 'operationHeld':
      return { word: '有一步转待核查', detail: null };
    default:
      return unreachable(body);
  }
}

function acceptedWord(body: EventBody & { kind: 'accepted' }): string {
  if (body.deemedFrom !== undefined) return '视为受理';
  return body.withDeficiency ? '容缺受理' : '受理';
}
