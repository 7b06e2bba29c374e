import { describe, expect, test } from 'vitest';
import {
  clockTime,
  dayInSentence,
  dayWithWeekday,
  groupCaseNumber,
  groupFours,
  maskIdNumber,
  maskName,
  maskPhone,
  megabytes,
  remaining,
  size,
  speakDigits,
} from '../../src/text/common.ts';

describe('days and times', () => {
  test('a time is China time, and after four in the afternoon of UTC it is tomorrow', () => {
    expect(clockTime('2026-11-25T02:36:00Z')).toBe('10:36');
    expect(dayInSentence('2026-11-25T16:10:00.000Z')).toBe('11月26日');
  });

  test('a day is written without leading zeros', () => {
    expect(dayInSentence('2026-01-05')).toBe('1月5日');
    expect(dayInSentence('1944-03-12', { withYear: true })).toBe(
      '1944年3月12日',
    );
    expect(dayWithWeekday('2026-11-25T02:00:00Z')).toBe('11月25日 周三');
  });
});

describe('sizes and remaining time', () => {
  test('a size has its unit at once, one decimal, and none from 100 MB', () => {
    expect(size(6_000)).toBe('6KB');
    expect(size(3_800_000)).toBe('3.8MB');
    expect(size(120_300_000)).toBe('121MB');
  });

  test('what has gone never looks complete before it is', () => {
    expect(megabytes(3_799_999, 'down')).toBe('3.7');
    expect(megabytes(3_790_000)).toBe('3.8');
  });

  test('time is told in steps that do not jitter', () => {
    expect(remaining(3)).toBe('约10秒');
    expect(remaining(41)).toBe('约50秒');
    expect(remaining(55)).toBe('约1分钟');
    expect(remaining(61)).toBe('约2分钟');
    expect(remaining(1_800)).toBe('约30分钟');
    expect(remaining(1_801)).toBe('半小时以上，先办别的');
  });
});

describe('numbers and names', () => {
  test('what a third person could see is covered', () => {
    expect(maskName('谭英')).toBe('谭*');
    expect(maskName('谭大英')).toBe('谭*英');
    expect(maskIdNumber('00000019440312004X')).toBe('0000**********004X');
    expect(maskPhone('13800002210')).toBe('138****2210');
  });

  test('a receipt number is grouped for reading, its last nine for speaking', () => {
    const { head, lastNine } = groupCaseNumber('422825102205261125002000714');
    expect(head).toBe('4228 2510 2205 2611 25');
    expect(lastNine).toBe('002 0007 14');
    expect(speakDigits(lastNine)).toBe('零零二 零零零七 一四');
    expect(groupFours('6200000000012345678')).toBe('6200 0000 0001 2345 678');
  });
});
