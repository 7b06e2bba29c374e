// A deadline and how it was counted, in the words of those who wait and who owe.
import type { Deadline } from '../domain/calendar/deadline.ts';
import { dayInSentence } from './common.ts';
import { DAY_MS } from '../domain/calendar/day-ms.ts';

export const deadlinesText = { title: '期限' } as const;

const RULES = {
  notice: '一次告知',
  promise: '承诺办结',
  statutory: '法定办结',
} as const;
const CAUSES = { correction: '补正', special: '特别程序' } as const;

/** What is due when, and the sentences that say why it is that day. */
export function deadlineInWords({ due, reason }: Deadline): {
  due: string;
  why: string[];
} {
  const { rule, from, workdays, extended, pauses, assumedFrom } = reason;
  const started = dayInSentence(from.earliest);
  const days = daysBetween(from.earliest, from.latest);
  return {
    due:
      RULES[rule] +
      (due === null
        ? '：暂停计时'
        : `：${dayInSentence(due.date)}前${due.provisional ? '（暂定）' : ''}`),
    why: [
      rule === 'notice'
        ? `自村里收件${started}起算${workdays}个工作日` +
          (days === 0 ? '' : `，其中送达前${days}天`)
        : `自受理${started}起算${workdays}个工作日`,
      ...(extended === 0 ? [] : [`延长${extended}个工作日`]),
      ...pauses.map(({ cause, from: begun, until, ...pause }) =>
        until === null
          ? `${CAUSES[cause]}，${dayInSentence(begun)}起不计时`
          : `${CAUSES[cause]}${stretch(begun, until)}不计时，顺延${pause.workdays}个工作日`,
      ),
      ...named('放假不算', reason.freeWeekdays),
      ...named('调休上班，算', reason.workedWeekends),
      ...(assumedFrom === null
        ? []
        : [
            `${dayInSentence(assumedFrom, { withYear: true })}以后的放假安排还没公布，先按周一到周五算，公布后重算`,
          ]),
    ],
  };
}

function named(what: string, days: readonly string[]): string[] {
  return days.length === 0 ? [] : [`${what}：${listed(days)}`];
}

/** 「10月1日、2日、5日」: the month once. */
function listed(days: readonly string[]): string {
  return days
    .map((day, i) => {
      const isSameMonth = days[i - 1]?.slice(0, 7) === day.slice(0, 7);
      return isSameMonth ? `${Number(day.slice(8))}日` : dayInSentence(day);
    })
    .join('、');
}

function stretch(from: string, until: string): string {
  return from === until
    ? dayInSentence(from)
    : `${dayInSentence(from)}至${dayInSentence(until)}`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
