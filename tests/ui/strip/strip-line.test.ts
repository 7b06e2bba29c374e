import { describe, expect, test } from 'vitest';
import {
  stripLine,
  type StripFacts,
} from '../../../src/ui/strip/strip-line.ts';
import {
  calm,
  daysAgo,
  leftFacts,
  NOW,
  rightFacts,
  sending,
  sendingText,
  twelve,
} from '../examples/strip.tsx';

const strip = (facts: Partial<StripFacts>) => stripLine({ ...calm, ...facts });
const left = (facts: Partial<StripFacts>) => {
  const { text, tone } = strip(facts).left;
  return `${text} (${tone})`;
};
test('each line of the gallery is the one that it is named by', () => {
  for (const [kind, facts] of Object.entries(leftFacts))
    expect(strip(facts).left.kind).toBe(kind);
  for (const [kind, facts] of Object.entries(rightFacts))
    expect(strip(facts).right?.kind).toBe(kind);
});

describe('the left of the strip: the link to the county', () => {
  test('a lock hides everything but how many go on being sent', () => {
    expect(left({ locked: true, sending, unsent: twelve, refused: 2 })).toBe(
      '已锁 · 后台还在发12件 (neutral)',
    );
  });

  test('on a fair link it tells bytes and time', () => {
    expect(left({ sending, unsent: twelve })).toBe(
      '发送中 · 1.2/3.8MB，约1分钟 (info)',
    );
  });

  test('guarantee 5: with a photograph lost here not all is delivered', () => {
    expect(left({ damaged: 1 })).toBe('已连上 (ok)');
    expect(strip({ damaged: 1 }).right).toMatchObject({
      text: '要重拍1',
      tone: 'bad',
    });
  });

  test('in the first two seconds no time is promised', () => {
    expect(left({ sending: { ...sending, secondsLeft: null } })).toBe(
      '发送中 · 1.2/3.8MB (info)',
    );
  });

  test('on a thin link the text goes first, and then the photographs', () => {
    expect(left({ sending: sendingText })).toBe(
      '网慢 · 先发文字3件，6KB 约20秒 (info)',
    );
    expect(left({ sending: { ...sending, secondsLeft: 240 } })).toBe(
      '文字已到 · 照片1.2/3.8MB，约4分钟 (info)',
    );
    expect(left({ sending: { ...sending, secondsLeft: 4_000 } })).toBe(
      '文字已到 · 照片1.2/3.8MB，半小时以上，先办别的 (info)',
    );
  });

  test('after a break it says when and from where it goes on, calmly', () => {
    expect(
      left({
        link: 'broken',
        sending,
        unsent: twelve,
        retry: { inSeconds: 8, bytesSent: 1_250_000 },
      }),
    ).toBe('断了 · 8秒后接着传，从1.2MB起 (neutral)');
  });

  test('a captive portal is not the county', () => {
    expect(left({ link: 'portal', unsent: twelve })).toBe(
      '到不了县平台，Wi-Fi可能要先登录 (neutral)',
    );
  });

  test.each([
    [1, '没网 · 12件已存好，有网自动发 (neutral)'],
    [2, '2天没联系县里，12件没送出 (neutral)'],
    [3, '3天没联系县里，12件没送出 (warn)'],
  ])('with unsent cases, %d days of silence', (days, expected) => {
    expect(
      left({ link: 'offline', unsent: twelve, lastContactAt: daysAgo(days) }),
    ).toBe(expected);
  });

  test.each([
    [2, '没网 · 照常办，都存在本机 (neutral)'],
    [3, '3天没联系县里，可能有退回来的件 (neutral)'],
  ])('with nothing unsent, %d days of silence', (days, expected) => {
    expect(left({ link: 'offline', lastContactAt: daysAgo(days) })).toBe(
      expected,
    );
  });

  test('offline is never amber or red while the days are few', () => {
    expect(left({ link: 'offline' })).toBe(
      '没网 · 照常办，都存在本机 (neutral)',
    );
    expect(left({ link: 'offline', unsent: twelve })).toContain('(neutral)');
  });

  test('a device that was never connected counts no days', () => {
    expect(left({ link: 'offline', unsent: twelve, lastContactAt: null })).toBe(
      '没网 · 12件已存好，有网自动发 (neutral)',
    );
  });

  test('before the link was tried nothing is claimed of it', () => {
    expect(left({ link: 'unknown', unsent: twelve })).toBe(
      '12件已存好，有网自动发 (neutral)',
    );
  });

  test('all delivered is said only when nothing is unsent', () => {
    expect(left({})).toBe('已连上 · 全部送达，10:21 (ok)');
    expect(left({ unsent: twelve })).not.toContain('全部送达');
    expect(left({ unsent: { ...twelve, cases: 0 } })).toBe(
      '文字全到，31张照片等好网 (neutral)',
    );
  });
});

describe('the right of the strip', () => {
  test('inside a draft it is the witness of saving, whatever else holds', () => {
    expect(
      strip({ draft: { state: 'saved', at: NOW }, refused: 2 }).right,
    ).toEqual({ kind: 'draftSaved', text: '已存 10:36', tone: 'neutral' });
    expect(strip({ draft: { state: 'saving', at: null } }).right?.text).toBe(
      '正在存…',
    );
    expect(strip({ draft: { state: 'failed', at: NOW } }).right).toEqual({
      kind: 'draftFailed',
      text: '没存上：存储满了。先别关，点这里清理',
      tone: 'bad',
    });
  });

  test('nothing is claimed saved before the first commit', () => {
    expect(
      strip({ draft: { state: 'saved', at: null } }).right,
    ).toBeUndefined();
  });

  test('one alert at a time, the gravest first', () => {
    const all: Partial<StripFacts> = {
      deviceRevoked: true,
      storage: 'full',
      refused: 2,
      updateWaiting: true,
      clockWrong: true,
    };
    const texts = [
      all,
      { ...all, deviceRevoked: false },
      { refused: 2, storage: 'low' as const, updateWaiting: true },
      { storage: 'low' as const, updateWaiting: true },
      { updateWaiting: true, clockWrong: true },
      { clockWrong: true },
      {},
    ].map((facts) => strip(facts).right?.text);
    expect(texts).toEqual([
      '已停用',
      '存不下了',
      '需处理2',
      '快存满',
      '有更新',
      '钟不准',
      undefined,
    ]);
  });
});
