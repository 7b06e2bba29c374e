import { expect, test, vi } from 'vitest';
import { WakeUps } from '../../../src/platform/feed/wake-ups.ts';
import { HeadWatch } from '../../../src/platform/review/head-watch.ts';

test('many open consoles make one question at a time, and none when all are gone', async () => {
  vi.useFakeTimers();
  try {
    let asked = 0;
    const watch = new HeadWatch(async () => {
      asked += 1;
      return await Promise.resolve(new Map([['township:422825102', 1n]]));
    });
    const heard = vi.fn();
    const leave = Array.from({ length: 40 }, () =>
      watch.hear((heads) => heard(heads)),
    );
    await vi.advanceTimersByTimeAsync(6_000);
    expect(asked).toBeLessThanOrEqual(11);
    expect(heard.mock.calls.length).toBeGreaterThan(40 * 9);
    for (const each of leave) each();
    const before = asked;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(asked).toBe(before);
  } finally {
    vi.useRealTimers();
  }
});

test('who comes while a question is under way hears the next one, and a failure is told', async () => {
  vi.useFakeTimers();
  try {
    const answers: ((heads: Map<string, bigint>) => void)[] = [];
    const watch = new HeadWatch(
      async () => await new Promise((resolve) => answers.push(resolve)),
    );
    const stop = watch.hear(() => undefined);
    const heard = vi.fn();
    const stopLate = watch.hear(heard);
    answers[0]?.(new Map([['township:422825102', 1n]]));
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(600);
    const later = new Map([['township:422825102', 2n]]);
    answers[1]?.(later);
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toHaveBeenCalledExactlyOnceWith(later);
    stop();
    stopLate();
  } finally {
    vi.useRealTimers();
  }
});

test('woken, it looks at once; else every two seconds, and never in a rush', async () => {
  vi.useFakeTimers();
  try {
    let asked = 0;
    const wakeUps = new WakeUps();
    const watch = new HeadWatch(async () => {
      asked += 1;
      return await Promise.resolve(new Map([['township:422825102', 1n]]));
    }, wakeUps);
    const stop = watch.hear(() => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(1);
    wakeUps.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(2);
    for (let i = 0; i < 100; i += 1) wakeUps.wake();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBeLessThanOrEqual(4);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toBeGreaterThan(11);
    stop();
  } finally {
    vi.useRealTimers();
  }
});
