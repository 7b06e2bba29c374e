import { describe, expect, test } from 'vitest';
import { deadline, type Clock } from '../../src/domain/calendar/deadline.ts';
import { deadlineInWords } from '../../src/text/deadlines.ts';
import { theCalendar } from '../domain/calendar/the-calendar.ts';

const words = (clock: Partial<Clock>) =>
  deadlineInWords(
    deadline(
      {
        rule: 'promise',
        from: { earliest: '2026-09-24', latest: '2026-09-24' },
        workdays: 5,
        pauses: [],
        extensions: [],
        ...clock,
      },
      theCalendar(),
    ),
  );

describe('a deadline in words', () => {
  test('of a case that came late says from when and how long it was on its way', () => {
    const from = { earliest: '2026-11-17', latest: '2026-11-24' };
    expect(words({ rule: 'notice', from })).toEqual({
      due: '一次告知：11月24日前',
      why: ['自村里收件11月17日起算5个工作日，其中送达前7天'],
    });
  });

  test('names the holidays passed over and the weekends worked', () => {
    expect(words({ workdays: 8 })).toEqual({
      due: '承诺办结：10月13日前',
      why: [
        '自受理9月24日起算8个工作日',
        '放假不算：9月25日、10月1日、2日、5日、6日、7日',
        '调休上班，算：10月10日',
      ],
    });
  });

  test('names what stopped it, and that it stands', () => {
    const correction = {
      cause: 'correction',
      from: '2026-11-04',
      until: '2026-11-11',
    } as const;
    const special = {
      cause: 'special',
      from: '2026-11-13',
      until: null,
    } as const;
    const from = { earliest: '2026-11-02', latest: '2026-11-02' };
    expect(words({ from, pauses: [correction] })).toEqual({
      due: '承诺办结：11月17日前',
      why: [
        '自受理11月2日起算5个工作日',
        '补正11月4日至11月11日不计时，顺延6个工作日',
      ],
    });
    const { due, why } = words({ from, pauses: [correction, special] });
    expect(due).toBe('承诺办结：暂停计时');
    expect(why.at(-1)).toBe('特别程序，11月13日起不计时');
  });

  test('is provisional where no plan is published, and says so', () => {
    const from = { earliest: '2026-12-29', latest: '2026-12-29' };
    expect(words({ rule: 'notice', from })).toEqual({
      due: '一次告知：1月5日前（暂定）',
      why: [
        '自村里收件12月29日起算5个工作日',
        '2027年1月1日以后的放假安排还没公布，先按周一到周五算，公布后重算',
      ],
    });
  });

  test('says how much was given on top', () => {
    const extensions = [{ on: '2026-09-30', workdays: 10 }];
    expect(words({ rule: 'statutory', extensions }).why).toContain(
      '延长10个工作日',
    );
  });
});
