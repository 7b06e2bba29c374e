// The part of a case's history that came after release 0.1.0, in a reviewer's words.
import type { EventBody } from '../domain/cases/event.ts';
import type { LaterKind } from '../domain/cases/later-events.ts';
import type {
  CERTIFICATE_FOUND,
  COMMITMENT_FOUND,
  OfficeOpinion,
} from '../domain/cases/later-events.ts';
import { unreachable } from '../domain/unreachable.ts';
import { dayInSentence } from './common.ts';

const opinions: Record<OfficeOpinion, string> = {
  agree: '同意',
  conditions: '附条件同意',
  object: '不同意',
  correction: '要补正',
};
const commitments: Record<(typeof COMMITMENT_FOUND)[number], string> = {
  kept: '承诺属实',
  breached: '承诺不实',
};
const certificates: Record<(typeof CERTIFICATE_FOUND)[number], string> = {
  ok: '核验一致',
  mismatch: '核验不一致',
  unavailable: '暂时核验不了',
};

/** The word and the essence of one entry. */
export function laterInWords(body: EventBody & { kind: LaterKind }): {
  word: string;
  detail: string | null;
} {
  switch (body.kind) {
    case 'firstReviewed':
      return {
        word: body.opinion === 'agree' ? '初审同意' : '初审不同意',
        detail: body.note || null,
      };
    case 'dispatched':
      return { word: '转到承办部门', detail: body.reason ?? null };
    case 'returned':
      return { word: '部门退回乡镇', detail: body.reason };
    case 'jointAsked':
      return {
        word: `请${body.offices.length}个部门一起审`,
        detail: `都在${dayInSentence(body.dueOn.date)}前回复，不回复不算同意`,
      };
    case 'officeAnswered':
      return {
        word: `联办意见：${opinions[body.opinion]}`,
        detail: body.note || null,
      };
    case 'extended':
      return {
        word: `延期${body.workdays}个工作日`,
        detail: `${body.reason}。依据：${body.ground}。${body.approvedBy}批准`,
      };
    case 'resultIssued':
      return {
        word: '出件',
        detail: [body.name, body.number ?? '']
          .filter((part) => part !== '')
          .join(' '),
      };
    case 'posted':
      return {
        word: '已寄出',
        detail: `${body.carrier} ${body.trackingNumber}`,
      };
    case 'objected':
      return { word: '对评价提出异议', detail: body.reason };
    case 'objectionDecided':
      return {
        word: body.upheld ? '评价异议成立' : '评价异议不成立',
        detail: body.reason,
      };
    case 'correctionLapsed':
      return { word: '过期没补正，按撤件处理', detail: null };
    case 'withdrawalRequested':
      return { word: '村民申请撤件，等答复', detail: body.reason };
    case 'withdrawalRefused':
      return { word: '没同意撤件', detail: body.reason };
    case 'joined':
      return {
        word: body.goesOn ? '另一件并到这件' : '并到另一件，这件不再办',
        detail: body.number,
      };
    case 'commitmentChecked':
      return {
        word: commitments[body.found],
        detail:
          body.found === 'breached'
            ? `${body.note}。按承诺书，说了不实要停办、退回所得、承担法律责任。`
            : body.note || null,
      };
    case 'deficiencyReminded':
      return {
        word: '提醒补容缺材料',
        detail: `${body.papers.length}份，${dayInSentence(body.dueOn)}前`,
      };
    case 'deficiencyLapsed':
      return {
        word: '容缺材料过期没补',
        detail: `${body.papers.length}份`,
      };
    case 'certificateChecked':
      return {
        word: `电子证照${certificates[body.found]}`,
        detail: body.note || null,
      };
    default:
      return unreachable(body);
  }
}
