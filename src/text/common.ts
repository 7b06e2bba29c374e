import {
  chinaClock,
  chinaDate,
  weekday as weekdayNumber,
} from '../domain/calendar/civil-date.ts';

/**
 * Words every surface shares, and how dates, times, sizes and counts are written: in a sentence
 * 「11月25日」, in a table 2026-11-25, a clock time 10:33, no space between a number and its unit.
 * Instants are ISO strings in UTC and are always written in China's one time zone, whatever the
 * device's own zone says.
 */

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** Who did what no person did. */
export const platformName = '县平台';

/** What the catalogue's makers put behind the number of a version not yet published. */
const DRAFT = '-draft';

/** 「第12版」 of the catalogue; of `0.3-draft` 「第0.3版草案」. */
export function catalogueVersion(version: string): string {
  return version.endsWith(DRAFT)
    ? `第${version.slice(0, -DRAFT.length)}版草案`
    : `第${version}版`;
}

/** 「10:33」 of an instant in the county. */
export const clockTime = chinaClock;

/** 「11月25日」 of an instant or of a day YYYY-MM-DD; with the year when asked for. */
export function dayInSentence(
  dayOrInstant: string,
  { withYear = false }: { withYear?: boolean } = {},
): string {
  const day = dayOrInstant.length > 10 ? chinaDate(dayOrInstant) : dayOrInstant;
  const [year, month, date] = day.split('-');
  const short = `${Number(month)}月${Number(date)}日`;
  return withYear ? `${year}年${short}` : short;
}

/** 「星期日」 of a day YYYY-MM-DD. */
export function weekday(day: string): string {
  return `星期${WEEKDAYS[weekdayNumber(day) - 1] ?? ''}`;
}

/** 「11月25日 10:36」 of an instant in the county. */
export function momentInSentence(instant: string): string {
  return `${dayInSentence(instant)} ${clockTime(instant)}`;
}

/** 「11月25日 周三」 for the head of the home screen. */
export function dayWithWeekday(instant: string): string {
  const day = chinaDate(instant);
  return `${dayInSentence(day)} ${weekday(day).replace('星期', '周')}`;
}

/** 「6KB」, 「3.8MB」, 「120MB」; bytes in, decimal units, never 0 for something. */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)}KB`;
  return `${megabytes(bytes)}MB`;
}

/**
 * Megabytes as a bare number: one decimal below 100 MB, none from there. Totals are rounded up and
 * what has gone is rounded down, so that both are equal only when all of it is there.
 */
export function megabytes(bytes: number, round: 'up' | 'down' = 'up'): string {
  const whole = round === 'up' ? Math.ceil : Math.floor;
  const tenths = whole(bytes / 100_000);
  return tenths >= 1000 ? String(whole(tenths / 10)) : String(tenths / 10);
}

/**
 * A remaining time with its 「约」: steps of ten seconds below a minute, then minutes; above thirty
 * the advice to do something else.
 */
export function remaining(seconds: number): string {
  if (seconds < 60) {
    return `约${Math.min(60, Math.max(10, Math.ceil(seconds / 10) * 10))}秒`.replace(
      '60秒',
      '1分钟',
    );
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes > 30 ? '半小时以上，先办别的' : `约${minutes}分钟`;
}

/** 「谭*英」: the first and the last character stay. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}*`;
  const middle = '*'.repeat(characters.length - 2);
  return `${characters[0]}${middle}${characters[characters.length - 1]}`;
}

/** 「4228**********004X」; shorter numbers keep their last four only. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length === 18
    ? `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`
    : maskTail(idNumber);
}

/** 「138****2210」 */
export function maskPhone(phone: string): string {
  return phone.length === 11
    ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
    : maskTail(phone);
}

/** 「****2345」 */
export function maskTail(text: string): string {
  return text.length <= 4 ? '****' : `****${text.slice(-4)}`;
}

/** 「6200 0000 0001 2345 678」: groups of four, for reading and reading aloud. */
export function groupFours(digits: string): string {
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}

/** A receipt number of 27 digits as the receipt prints it, the last nine apart. */
export function groupCaseNumber(number: string): {
  head: string;
  lastNine: string;
} {
  const tail = number.slice(-9);
  return {
    head: groupFours(number.slice(0, -9)),
    lastNine: [tail.slice(0, 3), tail.slice(3, 7), tail.slice(7)].join(' '),
  };
}

/** The last nine digits as they are spoken: 「零零二 零零零七 一四」. */
export function speakDigits(grouped: string): string {
  return grouped.replace(/\d/g, (digit) => SPOKEN[Number(digit)] ?? digit);
}
const SPOKEN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

export const common = {
  back: '返回',
  smallerText: '字小一点',
  largerText: '字大一点',
  textSizeNow: (step: number) => `字号第${step}档，共4档`,
  hasErrors: '有错：',
  askTownship: '问乡镇',
  nothing: '没有',
  draftCatalogue: '目录草案',
  errorsToMend: (n: number) => `有${n}处要改`,
  openElsewhere: '已在另一个窗口打开',
  useHere: '在这里用',
  qrCode: '二维码',
  menu: '菜单',
} as const;
