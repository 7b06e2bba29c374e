// What stands on the papers by which the county tells an applicant of its acts.
import {
  noticeKind,
  type NoticeKind,
  type ToldAct,
} from '../domain/cases/notice.ts';
import { unreachable } from '../domain/unreachable.ts';
import { clockTime, dayInSentence, groupFours } from './common.ts';

/** What a paper is written from; names are whole, the identity number is not. */
export type NoticeFacts = {
  /** 「宣受〔2026〕1号」 */
  number: string;
  act: ToldAct;
  /** ISO 8601: when the act was done. */
  at: string;
  applicantName: string;
  /** Last four of the identity number; null: none was asked. */
  idLast4: string | null;
  matterName: string;
  caseNumber: string;
  /** Where and when the papers were handed over. */
  stationName: string;
  takenInAt: string;
  /** Names of what was handed in; of what was put off, with its day. */
  papers: readonly string[];
  owed: readonly { name: string; dueOn: string }[];
  /** What is to be put right, by its name. */
  corrections: readonly { about: string; reason: string; fix: string }[];
  promisedDays: number;
  /** null: the law names none. */
  legalDays: number | null;
  issuer: string;
  handler: string;
  phone: string | null;
};

/** A paper in words, without its form. */
export type NoticeWords = {
  title: string;
  number: string;
  to: string;
  lead: string;
  facts: { label: string; value: string }[];
  sections: { title: string; lines: string[] }[];
  closing: string[];
  issuer: string;
  issuedOn: string;
};

export const noticePaperText = {
  seal: '盖章处',
  signedFor: '签收人：____________\n签收日期：____________',
  copies: '本通知书一式两份，一份送达申请人，一份存档。',
  /** In the history of a case. */
  open: (number: string) => `看文书 ${number}`,
} as const;

const TITLES: Record<NoticeKind, string> = {
  acceptance: '受理通知书',
  refusal: '不予受理通知书',
  referral: '不予受理告知书',
  correction: '补正告知书',
  special: '特别程序告知书',
  extension: '延长办理期限告知书',
  conclusion: '办结通知书',
  rejection: '不予通过决定书',
};
const SIGNS: Record<NoticeKind, string> = {
  acceptance: '受',
  refusal: '不受',
  referral: '转',
  correction: '补',
  special: '特',
  extension: '延',
  conclusion: '办',
  rejection: '不予',
};

const COUNTY = '宣恩县';

/**
 * 「宣受〔2026〕1号」: sign of the organ, year, serial that is neither padded nor
 * preceded by 第 (GB/T 9704-2012, 7.2.5).
 */
export function noticeNumber(
  kind: NoticeKind,
  { year, serial }: { year: number; serial: number },
): string {
  return `宣${SIGNS[kind]}〔${year}〕${serial}号`;
}

/** Year and serial of such a number; undefined: it is none. */
export function readNoticeNumber(
  number: string,
): { year: number; serial: number } | undefined {
  const [, year, serial] = /〔(\d{4})〕(\d{1,9})号$/.exec(number) ?? [];
  return year === undefined || serial === undefined
    ? undefined
    : { year: Number(year), serial: Number(serial) };
}

/** 「宣恩县长潭河侗族乡人民政府」, or the department that has the case. */
export function issuerName(
  townName: string | null,
  departmentName: string | null,
): string {
  const place = townName === null || townName === COUNTY ? '' : townName;
  return departmentName ?? `${COUNTY}${place}人民政府`;
}

/** Administrative Reconsideration Law art. 20, Administrative Litigation Law art. 46. */
const REMEDY =
  '如不服本决定，可以自收到本通知书之日起60日内依法申请行政复议，或者6个月内依法向人民法院提起行政诉讼。';

/** The whole paper in words. */
export function noticeInWords(facts: NoticeFacts): NoticeWords {
  const { act, number, applicantName, idLast4, issuer, at } = facts;
  const id = idLast4 === null ? '' : `（身份证件号码后四位：${idLast4}）`;
  return {
    title: TITLES[noticeKind(act)],
    number,
    to: `${applicantName}${id}：`,
    ...contentOf(facts),
    issuer,
    issuedOn: dayInSentence(at, { withYear: true }),
  };
}

type Content = Pick<NoticeWords, 'lead' | 'facts' | 'sections' | 'closing'>;

function contentOf(facts: NoticeFacts): Content {
  const { act, matterName, corrections } = facts;
  const handedIn = `你（单位）于${dayInSentence(facts.takenInAt, { withYear: true })}在${facts.stationName}提出的“${matterName}”申请`;
  switch (act.kind) {
    case 'accepted':
      return {
        lead:
          facts.owed.length === 0
            ? `${handedIn}，经审查，申请材料符合要求，现予受理。`
            : `${handedIn}，经审查，基本条件具备、主要材料齐全，现予容缺受理。`,
        facts: [
          ...common(facts),
          { label: '受理时间', value: moment(facts.at) },
          { label: '办理期限', value: periods(facts, act.promisedBy) },
          ...people(facts, '受理人'),
        ],
        sections: [
          { title: '收到的材料', lines: listed(facts.papers) },
          ...owedSection(facts.owed),
        ],
        closing: [
          '依法需要听证、检验、检测、鉴定、专家评审或者公示的，所需时间不计入办理期限，另行书面告知。',
        ],
      };
    case 'acceptanceRefused':
      return {
        lead: `${handedIn}，经审查，不予受理。`,
        facts: [...common(facts), ...people(facts, '经办人')],
        sections: [
          { title: '理由', lines: [act.reason] },
          ...(act.authority === ''
            ? []
            : [{ title: '可以找', lines: [act.authority] }]),
        ],
        closing: [REMEDY],
      };
    case 'notAcceptable':
      return {
        lead: `${handedIn}，不属于本机关职权范围，不予受理。请向下列机关申请。`,
        facts: [...common(facts), ...people(facts, '经办人')],
        sections: [
          { title: '理由', lines: [act.reason] },
          { title: '应当向哪里申请', lines: [act.authority] },
        ],
        closing: [REMEDY],
      };
    case 'correctionRequested':
      return {
        lead: `${handedIn}，还需要补正。需要补正的全部内容一次告知如下。`,
        facts: [
          ...common(facts),
          { label: '补正期限', value: dueDay(act.dueOn) },
          ...people(facts, '告知人'),
        ],
        sections: [
          {
            title: `需要补正的内容（共${corrections.length}处）`,
            lines: corrections.map(
              ({ about, reason, fix }, i) =>
                `${i + 1}. ${about}：${reason}。${fix}`,
            ),
          },
        ],
        closing: [
          '在村里补就行，不用另跑。自告知之日起到补齐，不计入办理期限。',
        ],
      };
    case 'specialStarted':
      return {
        lead: `${handedIn}，依法需要${act.isPublicNotice ? '公示' : act.procedure}。所需时间不计入办理期限，现予告知。`,
        facts: [
          ...common(facts),
          { label: '程序', value: act.isPublicNotice ? '公示' : act.procedure },
          { label: '开始', value: dayInSentence(facts.at, { withYear: true }) },
          {
            label: '预计结束',
            value: act.until === null ? '结束后另行告知' : dueDay(act.until),
          },
          ...people(facts, '经办人'),
        ],
        sections:
          act.ground === undefined
            ? []
            : [{ title: '理由', lines: [act.ground] }],
        closing: [],
      };
    case 'extended':
      return {
        lead: `${handedIn}，不能在规定期限内办结。经${act.approvedBy}批准，延长${act.workdays}个工作日，现予告知。`,
        facts: [
          ...common(facts),
          { label: '延长', value: `${act.workdays}个工作日` },
          {
            label: '延长后期限',
            value:
              act.promisedBy === null ? '暂停计时' : dueDay(act.promisedBy),
          },
          { label: '批准人', value: act.approvedBy },
          ...people(facts, '经办人'),
        ],
        sections: [
          { title: '理由', lines: [act.reason] },
          { title: '依据', lines: [act.ground] },
        ],
        closing: [],
      };
    case 'concludedApproved':
    case 'concludedWithDeficiency':
      return {
        lead: `${handedIn}，已经办结。`,
        facts: [
          ...common(facts),
          { label: '办理结果', value: act.result },
          { label: '领取', value: act.pickup ?? '没有需要领取的' },
          { label: '办结时间', value: moment(facts.at) },
          ...people(facts, '经办人'),
        ],
        sections: act.note === '' ? [] : [{ title: '说明', lines: [act.note] }],
        closing: [],
      };
    case 'concludedRejected':
      return {
        lead: `${handedIn}，经审查，不予通过。`,
        facts: [
          ...common(facts),
          { label: '决定时间', value: moment(facts.at) },
          ...people(facts, '经办人'),
        ],
        sections: [
          { title: '理由', lines: [act.reason] },
          { title: '救济途径', lines: [act.remedy] },
        ],
        closing: [],
      };
    default:
      return unreachable(act);
  }
}

function common({ matterName, caseNumber }: NoticeFacts): NoticeWords['facts'] {
  return [
    { label: '事项', value: matterName },
    { label: '办件编号', value: groupFours(caseNumber) },
  ];
}

function people(
  { handler, phone }: NoticeFacts,
  label: string,
): NoticeWords['facts'] {
  return [
    { label, value: handler },
    { label: '联系电话', value: phone ?? '12345' },
  ];
}

function periods(
  { promisedDays, legalDays }: NoticeFacts,
  promisedBy: { date: string; provisional: boolean } | null,
): string {
  const promised =
    promisedDays === 0 ? '当场办结' : `承诺${promisedDays}个工作日`;
  return [
    legalDays === null ? '' : `法定${legalDays}个工作日`,
    promisedBy === null ? promised : `${promised}，${dueDay(promisedBy)}办结`,
  ]
    .filter((part) => part !== '')
    .join('；');
}

function owedSection(owed: NoticeFacts['owed']): Content['sections'] {
  if (owed.length === 0) return [];
  return [
    {
      title: '容缺后补的材料',
      lines: [
        ...owed.map(
          ({ name, dueOn }) =>
            `${name}：${dayInSentence(dueOn, { withYear: true })}前补齐`,
        ),
        '可以交到村便民服务点，送达当天算数。补齐之前不能办结；到期没有补来的，由经办人核实后决定怎么办。',
      ],
    },
  ];
}

function listed(names: readonly string[]): string[] {
  return names.length === 0
    ? ['无']
    : names.map((name, i) => `${i + 1}. ${name}`);
}

function dueDay({ date, provisional }: { date: string; provisional: boolean }) {
  return `${dayInSentence(date, { withYear: true })}前${provisional ? '（节假日安排未公布，暂定）' : ''}`;
}

function moment(at: string): string {
  return `${dayInSentence(at, { withYear: true })} ${clockTime(at)}`;
}
