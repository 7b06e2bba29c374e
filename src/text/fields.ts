import type { Address } from '../domain/cases/answers.ts';
import { dayInSentence, groupFours, weekday } from './common.ts';

/**
 * Words around inputs, and how an answer is read back: grouped, with its unit, in capitals where
 * money is. The reading stands in a line of its own below the input and is what gets read aloud.
 */
export const fieldText = {
  optional: '选填',
  clear: '清掉',
  error: '要改：',
  choose: '选一个',
  choices: (n: number) => `${n}项`,
  searchOptions: '搜选项',
  noOption: (word: string) => `没找到“${word}”，换个说法`,
  tooLong: (over: number) => `多了${over}个字`,
  length: (now: number, most: number) => `${now}/${most}个字`,
  useSystemKeyboard: '用系统键盘',
  useOwnKeyboard: '用数字键盘',
  deleteKey: '删',
  deleteKeyLabel: '删一位',
  ownKeyboard: '身份证号键盘',
  yuan: '元',
  today: '今天',
  yesterday: '昨天',
  calendar: '日历',
  dateHint: '例：19440312，按证件上的公历',
  group: '组',
  detail: '门牌',
  change: '换',
  searchVillage: '搜村名或首字母',
  villageHit: (village: string, township: string) => `${village} · ${township}`,
  mergedHit: (village: string, into: string, township: string) =>
    `${village}（已并入${into}） · ${township}`,
  noVillage: (word: string) => `没找到“${word}”。不在本县的，按“外县”填。`,
  outside: '外县',
  inside: '在本县',
  outsideAddress: '外县地址（省、市、县、乡镇、村）',
  hits: (n: number) => `${n}个村`,
  moreHits: (n: number) => `还有${n}个，再输一个字`,
  row: (n: number) => `第${n}行`,
  rowOf: (table: string, n: number) => `${table}第${n}行`,
  rowUnfinished: '还没填好',
  addRow: '添一行',
  mostRows: (n: number) => `满${n}行了，不能再添。`,
  removeRow: '删这一行',
  removed: (name: string) => `已删 ${name}`,
  restore: '恢复',
  show: '显示',
  hide: '隐藏',
  years: (age: number) => `${age}岁`,
  demoNumber: '这是演示号码，正式办件不能用',
  cardMismatch: '和常见卡号不一样，请再对一遍',
  male: '男',
  female: '女',
} as const;

/** 「0000 00 1944 0312 004X」; anything not yet whole is grouped as far as it goes. */
export function groupIdNumber(idNumber: string): string {
  const parts = [
    idNumber.slice(0, 4),
    idNumber.slice(4, 6),
    idNumber.slice(6, 10),
    idNumber.slice(10, 14),
    idNumber.slice(14),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** 「138 0000 2210」, 「0718 5831 234」 */
export function groupPhone(phone: string): string {
  if (/^1\d{10}$/.test(phone)) {
    return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  }
  return groupFours(phone);
}

/** 「1944年3月12日 星期日」 of a day YYYY-MM-DD. */
export function readDay(day: string): string {
  return `${dayInSentence(day, { withYear: true })} ${weekday(day)}`;
}

/** 「12,345.6元」 */
export function readMoney(yuan: number): string {
  return `${groupThousands(yuan)}元`;
}

/** 「3.5亩」; the unit is the catalogue's. */
export function readQuantity(value: number, unit = ''): string {
  return groupThousands(value) + unit;
}

/**
 * 「沙道沟镇水田坝村3组25号」; a village never stands without its township. Outside the county the
 * detail is the whole address.
 */
export function readAddress(address: Address): string {
  const group = address.group === undefined ? '' : `${address.group}组`;
  // Addresses taken over from a register often repeat the group in the detail.
  const detail =
    group !== '' && address.detail.startsWith(group)
      ? address.detail.slice(group.length)
      : address.detail;
  return `${address.townName ?? ''}${address.villageName ?? ''}${group}${detail}`;
}

function groupThousands(value: number): string {
  const [whole = '', decimals] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

const CAPITAL_DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const SECTIONS = ['', '万', '亿'];

/**
 * An amount in capitals as cheques and vouchers write it: 「壹万零叁佰元伍角」, 「壹佰元整」. Rules of
 * 《支付结算办法》附件一: one 零 for any run of zeros inside, 整 after 元 or 角, none after 分.
 * Undefined when the amount is negative, not finite, not in whole fen, or 1e12 and more.
 */
export function moneyInCapitals(yuan: number): string | undefined {
  if (!Number.isFinite(yuan) || yuan < 0 || yuan >= 1e12) return undefined;
  const fen = Math.round(yuan * 100);
  if (Math.abs(fen - yuan * 100) > 1e-6 * Math.max(1, fen)) return undefined;
  const whole = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const cent = fen % 10;
  if (fen === 0) return '零元整';
  let text = whole === 0 ? '' : `${integerInCapitals(whole)}元`;
  if (jiao > 0) {
    text += `${capital(jiao)}角`;
  } else if (cent > 0 && whole > 0) {
    text += '零';
  }
  return cent > 0 ? `${text}${capital(cent)}分` : `${text}整`;
}

function integerInCapitals(whole: number): string {
  const digits = String(whole);
  let text = '';
  let isZeroPending = false;
  let isSectionEmpty = true;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[i]);
    const place = digits.length - 1 - i;
    if (digit === 0) {
      isZeroPending = text !== '';
    } else {
      if (isZeroPending) text += '零';
      isZeroPending = false;
      isSectionEmpty = false;
      text += capital(digit) + (PLACES[place % 4] ?? '');
    }
    if (place % 4 === 0) {
      if (!isSectionEmpty) text += SECTIONS[place / 4] ?? '';
      isSectionEmpty = true;
    }
  }
  return text;
}

const capital = (digit: number) => CAPITAL_DIGITS[digit] ?? '';
