import type { Fact, YesOrNo } from '../domain/eligibility/fact.ts';
import { unreachable } from '../domain/unreachable.ts';
import { catalogueVersion, dayInSentence } from './common.ts';

/** A matter's guide: what is told, asked and printed before anything is typed. */

export const guideText = {
  title: '办事指南',
  promise: (days: number) => `承诺${days}个工作日`,
  free: '不收费',
  fee: (yuan: number) => `收费${yuan}元`,
  channels: {
    oneCert: '一证通办',
    countyWide: '全县通办',
    homeVisit: '可以上门办',
    postal: '结果可以邮寄',
    online: '网上也能办',
  },

  eligible: '能不能办',
  whoCanApply: '谁能办',
  conditions: '条件',
  askFirst: '填表前先问',
  askHint: '只用来问，不存下来。',
  askAgain: '重新问',
  left: (n: number) => `还有${n}问`,
  blocked: '还差条件，先不能提交',
  confirm: '有一处要先弄清',
  told: '要知道',
  passed: '问到的都符合，可以收件',
  passedExplained: '能不能批，由乡镇和部门定，不能先答应。',
  elsewhere: '这些情况不在这里办',
  elsewhereLine: (when: string, where: string) => `${when}：${where}`,

  bring: '要带什么',
  bringCount: (n: number) => `${n}样`,
  bringNone: '什么都不用带',
  maybeCount: (n: number) => `另外${n}样看情况`,
  maybe: '看情况带',
  optional: '有就带上',
  notBrought: (n: number) => `不用您带的${n}样`,
  when: (condition: string) => `什么时候要：${condition}`,
  form: (kind: string, copies: number) => `${kind}${copies}份`,
  provider: (who: string) => `哪里来：${who}`,
  eCert: (name: string) => `可以用电子证照：${name}`,
  noECert: '没有电子证照可用',
  deficiency: '没带可以先收，过后补来',
  noDeficiency: '不能后补',
  commitment: '可以签承诺书代替',
  sharedData: '系统查得到就不用交',

  time: '多久、多少钱、怎么拿',
  timePromised: '多久办好',
  timeLegal: '法定期限',
  workdays: (days: number) => `${days}个工作日`,
  promised: (days: number) => `承诺${days}个工作日，从受理算起`,
  publicity: '公示',
  publicityLine: (days: string, place: string) =>
    `${days}，在${place}，这段不计时`,
  calendarDays: (days: number) => `${days}天`,
  publicityPrivacy: (words: string) => `公示里：${words}`,
  feeLabel: '费用',
  result: '办成拿到',
  delivery: '怎么拿到',
  or: '、',
  season: '什么时候办',
  seasonLine: (note: string, months: readonly number[]) =>
    `${note}（${months.join('、')}月）`,
  outOfSeason: (months: readonly number[]) =>
    `现在不是集中办的月份（${months.join('、')}月），先问乡镇。`,

  goesTo: '交到哪里',
  village: '村里做什么',
  acceptedBy: '谁受理',
  decidedBy: '谁来定',
  outOfCounty: '外县人来办',
  crossTownship: '别的乡镇的人来办',
  crossTownshipYes: '可以收，转他户口所在的乡镇',
  crossTownshipNo: '不收，请到户口所在的乡镇办',

  watch: '注意（接办手册）',
  ask: '先问',
  redFlags: '要留神',
  mistakes: '常要补正的',
  mistake: (reason: string, fix: string) => `${reason}：${fix}`,
  common: '每件事都一样的',

  rejected: '没办成怎么办',
  rejectedReasons: '常见原因',
  remedy: '怎么办',

  route: '怎么走',
  routeStep: (who: string, what: string) => `${who}：${what}`,
  routeDays: (days: number) => (days === 0 ? '当场' : `${days}个工作日`),
  excluded: '不计时',
  law: '法律依据',
  lawUnknown: '依据的文号县里核对后才写出来。',

  phones: '打电话问',
  phonesMissing: (names: string) => `县里还没给电话：${names}`,

  begin: '开始收件',
  register: '先登记，条件够了再提交',
  callFirst: '先打电话：',
  opening: '正在开一件…',
  print: '打印清单',
  give: '发给村民',
  giveHide: '收起二维码',
  giveExplained: '请村民用手机扫，扫出来就是这张清单，没网也能看。',
  offline: '没网也能收',
  handbook: (version: string) => `办事手册${catalogueVersion(version)}`,

  notHere: (office: string) => `村里不收，找${office}`,
  withdrawn: (day: string | null) =>
    day === null ? '停办了。已收的照常办。' : `${day}起停办。已收的照常办。`,
  replacedBy: (short: string) => `改办：${short}`,
  unknown: '没有这件事项',
  unknownExplained: '手册里没有它，可能是旧手册里的。',

  printed: {
    title: (name: string) => `${name} 办事清单`,
    bring: '请带上（带齐了打勾）',
    notBrought: '不用带（村里当场办）',
    footer: '这是办事清单，不是受理通知书。',
    draft: '目录草案，以县里发布的为准。',
    askAt: (station: string, phone: string | null) =>
      phone === null ? `到哪办：${station}` : `到哪办：${station} 电话${phone}`,
    list: (items: readonly string[]) => items.join('；'),
  },
  line: (label: string, words: string) => `${label}：${words}`,
} as const;

export const yesOrNoText: Record<YesOrNo, string> = { yes: '是', no: '不是' };

/** A fact as it is asked aloud, from the labels of the catalogue. */
export function askFact(fact: Fact): string {
  const { label } = fact.field;
  const person = label.replace(/(居民|公民)?身份(证)?号码?$/, '');
  const [base, unit] = splitUnit(label);
  switch (fact.is) {
    case 'choice':
      return label.endsWith('？') ? label : `${label}？`;
    case 'oneOf':
      return `${label}是${oneOf(fact.options)}吗？`;
    case 'age':
      return `${person}满${fact.years}周岁了吗？`;
    case 'ageSoon':
      return `${person}满${fact.years}周岁了，或者再过${fact.months}个月就满吗？`;
    case 'bornBefore':
      return `${person}是${wholeDay(fact.day)}前出生的吗？`;
    case 'dayBefore':
      return `${label}在${wholeDay(fact.day)}以前吗？`;
    case 'daysPassed':
      return `${label}到今天超过${fact.days}${fact.unit === 'day' ? '天' : '个工作日'}了吗？`;
    case 'atLeast':
      return `${base}满${fact.amount}${unit}了吗？`;
    case 'moreThan':
      return `${base}超过${fact.amount}${unit}吗？`;
    default:
      return unreachable(fact);
  }
}

const wholeDay = (day: string) => dayInSentence(day, { withYear: true });

function oneOf(options: readonly string[]): string {
  const quoted = options.map((option) => `“${option}”`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join('、')}或${last}`;
}

/** 「累计缴费年限（年）」: the unit stands behind the number when it is asked. */
function splitUnit(label: string): [string, string] {
  const found = /^(.*)（([^（）]*)）$/.exec(label);
  return [found?.[1] ?? label, found?.[2] ?? ''];
}
