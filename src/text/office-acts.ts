// The acts of an office beside accepting, refusing, correcting and ending, in words.
import type { ReviewAct } from '../domain/cases/transitions.ts';
import type { OfficeOpinion } from '../domain/cases/later-events.ts';
import { decisionText } from './review.ts';

/** Acts that a short form of their own asks for. */
export type OfficeAct = Exclude<
  ReviewAct,
  | 'accept'
  | 'requestCorrection'
  | 'refuse'
  | 'referElsewhere'
  | 'conclude'
  | 'reject'
>;

type Words = {
  /** On the button that opens it. */
  word: string;
  /** What it does, beside the button. */
  effect: string;
  /** On the button that does it: verb and object. */
  confirm: string;
};

export const officeActWords: Record<OfficeAct, Words> = {
  firstReview: {
    word: '初审',
    effect: '写下乡镇的初审意见，部门看得到',
    confirm: '记下初审意见',
  },
  dispatch: {
    word: '转给部门',
    effect: '按事项的路线转，改派要写理由',
    confirm: '转给部门',
  },
  return: {
    word: '退回乡镇',
    effect: '不归本部门办，写明原因退回',
    confirm: '退回这件',
  },
  start: {
    word: '开始办',
    effect: '告诉村里部门已经在办',
    confirm: '开始办这件',
  },
  askJointly: {
    word: '请部门一起审',
    effect: '同一天发给几个部门，不回复不算同意',
    confirm: '发给这些部门',
  },
  answerJointly: {
    word: '回复联办意见',
    effect: '写本部门的意见',
    confirm: '发出意见',
  },
  startSpecial: {
    word: '公示、检验等',
    effect: '这段不计时，要书面告知申请人',
    confirm: '开始并告知',
  },
  endSpecial: {
    word: '恢复计时',
    effect: '公示、检验等已经结束',
    confirm: '恢复计时',
  },
  extend: {
    word: '延期',
    effect: '只能延一次，要负责人批准，要书面告知申请人',
    confirm: '延期并告知',
  },
  issueResult: {
    word: '出件',
    effect: '登记结果的名称和文号',
    confirm: '登记这份结果',
  },
  post: {
    word: '邮寄',
    effect: '登记快递单号，村里看得到',
    confirm: '登记寄出',
  },
  handOver: {
    word: '当面交',
    effect: '登记谁领走了',
    confirm: '登记已领取',
  },
  grantWithdrawal: {
    word: '同意撤件',
    effect: '申请人要撤，同意后不再办',
    confirm: '同意撤回这件',
  },
  refuseWithdrawal: {
    word: '不同意撤件',
    effect: '写明原因，照常办下去',
    confirm: '不同意撤件',
  },
  recall: {
    word: '撤回',
    effect: '发现受理或决定有错，收回',
    confirm: '撤回这件',
  },
  revoke: {
    word: '撤销',
    effect: '办结的结果不再有效',
    confirm: '撤销结果',
  },
  object: {
    word: '对评价提异议',
    effect: '交县里另一个人看',
    confirm: '提出异议',
  },
  decideObjection: {
    word: '处理评价异议',
    effect: '成立的不计入统计',
    confirm: '记下决定',
  },
  join: {
    word: '并件',
    effect: '同一个人办同一件事收了两次，并成一件',
    confirm: '把那件并过来',
  },
};

/** The word of every act, as buttons and sentences have it. */
export function actWord(act: ReviewAct): string {
  return isOfficeAct(act) ? officeActWords[act].word : decisionText.acts[act];
}

export function isOfficeAct(act: ReviewAct): act is OfficeAct {
  return Object.hasOwn(officeActWords, act);
}

/** The question of each form: object, then effect. `what`: matter and applicant. */
export const officeActAsks: Record<OfficeAct, (what: string) => string> = {
  firstReview: (what) => `${what}：乡镇初审意见。`,
  dispatch: (what) => `把${what}转给部门办。之后由部门决定，这里还看得到。`,
  return: (what) => `把${what}退回乡镇，由乡镇另派。原因乡镇看得到。`,
  start: (what) => `开始办${what}。村里看到“办理中”。`,
  askJointly: (what) => `请几个部门一起审${what}，都在同一天前回复。`,
  answerJointly: (what) => `对${what}回复本部门的意见。`,
  startSpecial: (what) => `${what}转入特别程序，从今天起不计时，发告知书。`,
  endSpecial: (what) => `${what}恢复计时，接着办。`,
  extend: (what) => `延长${what}的办理期限，发告知书。`,
  issueResult: (what) => `登记${what}的结果。`,
  post: (what) => `登记${what}的结果已经寄出。`,
  handOver: (what) => `登记${what}的结果已经交到本人或代领人手里。`,
  grantWithdrawal: (what) => `同意撤回${what}。撤了不能恢复，要办重新收。`,
  refuseWithdrawal: (what) => `不同意撤回${what}，照常办下去。`,
  recall: (what) => `撤回${what}。已经发出的文书不再有效，村里会看到原因。`,
  revoke: (what) => `撤销${what}的结果。结果从此无效，村里会看到原因。`,
  object: (what) => `对${what}的评价提出异议。县里另一个人决定，评价本身不改。`,
  decideObjection: (what) => `决定${what}的评价异议。`,
  join: (what) => `把另一件并到${what}。那一件到此为止，它的收件号查到这件。`,
};

export const officeActText = {
  more: (n: number) => `其他办法（${n}）`,
  moreTitle: '其他办法',
  opinion: '意见',
  opinions: {
    agree: '同意',
    conditions: '附条件同意',
    object: '不同意',
    correction: '要补正',
  } satisfies Record<OfficeOpinion, string>,
  note: '说明',
  office: '转到哪个部门',
  byRoute: (office: string) => `${office}（事项的路线）`,
  noOffice: '还没选转到哪个部门',
  whichOffice: '以哪个部门的名义',
  offices: '请哪些部门',
  tooFewOffices: '一起审至少要选两个部门',
  workdays: '几个工作日',
  answerDays: '几个工作日内回复',
  noDays: '还没填几个工作日，填1到60的整数',
  untilUnknown: '结束的日子还定不下来，可以不填；公示按事项的规定，不用填。',
  reason: '原因（村里会看到）',
  officeReason: '原因',
  ground: '理由（申请人会收到，至少10个字）',
  procedure: '什么程序',
  procedures: [
    '公示',
    '检验',
    '检测',
    '检疫',
    '鉴定',
    '专家评审',
    '听证',
    '现场勘验',
  ],
  publicNotice: '公示',
  otherProcedure: '检验、听证等',
  special: '哪一种',
  amount: '公示的金额或标准',
  amountHint: '公示只有姓名、村组、事项和这一句；不写证件号、账号、电话。',
  extendReason: '延期的理由（申请人会收到，至少10个字）',
  extendGround: '依据的条款',
  approvedBy: '批准的负责人',
  resultName: '结果名称',
  resultNumber: '文号、证号',
  carrier: '寄件单位',
  carrierUsual: '中国邮政',
  tracking: '快递单号',
  trackingHint: '字母和数字，照面单抄；村里照它查。',
  trackingShape: '单号只有字母、数字和横线，请对着面单再看一遍',
  trackingShort: '单号少一位？至少6位',
  receivedBy: '领取人',
  receivedByHint: '看过证件再登记。代领写代领人姓名。',
  way: '怎么领的',
  atWindow: '在窗口当面交',
  byPost: '邮寄签收',
  upheld: '异议',
  upheldYes: '成立',
  upheldNo: '不成立',
  otherNumber: '另一件的收件号（27位）',
  otherNumberShape: (n: number) => `收件号应是27位数字，现在${n}位`,
  tooShort: (label: string, left: number) => `${bare(label)}还少${left}个字`,
  missing: (label: string) => `还没写${bare(label)}`,
} as const;

/** A label without what stands in brackets behind it. */
function bare(label: string): string {
  return label.replace(/（.*）$/, '');
}

/** The paper before it is issued. */
export const previewText = {
  show: '看文书预览',
  again: '按现在写的重看',
  loading: '正在写…',
  title: '文书预览',
  lead: '发出后就是这份，编号发出时给。不对就先改再发。',
} as const;
