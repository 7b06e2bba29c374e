import { describe, expect, it } from 'vitest';
import { Lanes } from '../../../src/device/sync/lanes.ts';

const KB = 1024;

/** Tasks that end when they are told to. */
function aTask() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { run: () => ended, end };
}

/** How many of `bytes` each are begun before one has to end. */
async function begunAtOnce(bytes: number, fill?: number): Promise<number> {
  const lanes = new Lanes();
  const tasks = [];
  for (let begun = 0; begun < 20; begun += 1) {
    let hasRoom = false;
    const room = (async () => {
      await lanes.room(bytes, fill);
      hasRoom = true;
    })();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    if (!hasRoom) {
      for (const task of tasks) task.end();
      await room;
      await lanes.end();
      return begun;
    }
    const task = aTask();
    tasks.push(task);
    lanes.begin({ names: [], bytes }, task.run);
  }
  return Infinity;
}

describe('uploads side by side', () => {
  it('are two of large ones, more of small ones, and more where the link carries more', async () => {
    expect(await begunAtOnce(150 * KB)).toBe(2);
    expect(await begunAtOnce(4 * KB)).toBe(5);
    expect(await begunAtOnce(150 * KB, 400 * KB)).toBe(3);
  });

  it('are one of those that would fill a telephone', async () => {
    expect(await begunAtOnce(20 * 1024 * KB)).toBe(1);
  });

  it('end all before what one of them threw comes out', async () => {
    const lanes = new Lanes();
    const slow = aTask();
    let isSlowOver = false;
    lanes.begin({ names: [], bytes: 1 }, async () => {
      await slow.run();
      isSlowOver = true;
    });
    lanes.begin({ names: [], bytes: 1 }, () =>
      Promise.reject(new Error('broken')),
    );
    const end = lanes.end();
    slow.end();
    await expect(end).rejects.toThrow('broken');
    expect(isSlowOver).toBe(true);
  });
});
