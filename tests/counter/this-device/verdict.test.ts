import { describe, expect, it } from 'vitest';
import {
  judgeDevice,
  type DeviceFacts,
} from '../../../src/counter/this-device/verdict.ts';

const WELL: DeviceFacts = {
  isRevoked: false,
  isDataLost: false,
  storage: { state: 'ok', photographsLeft: 13_000 },
  failedChecks: [],
  refused: 0,
  damaged: 0,
  unsent: 12,
  lastContactAt: '2026-11-25T02:00:00.000Z',
  now: '2026-11-26T02:00:00.000Z',
  isBound: true,
  isPersisted: true,
  clockAheadMs: 12_000,
  isUpdateWaiting: false,
};

/** From the worst to the mildest. */
const FAULTS: [Partial<DeviceFacts>, RegExp][] = [
  [{ isRevoked: true }, /停用/],
  [{ isDataLost: true }, /丢失/],
  [{ storage: { state: 'full', photographsLeft: 0 } }, /存不下了/],
  [{ failedChecks: ['store', 'print'] }, /存、打印不好用/],
  [{ refused: 2 }, /2件县平台没收下/],
  [{ damaged: 1 }, /1件的照片坏了/],
  [{ storage: { state: 'low', photographsLeft: 900 } }, /约900张/],
  [{ now: '2026-11-29T02:00:00.000Z' }, /4天没联系县里，12件没送出/],
  [{ isBound: false }, /还没核验/],
  [{ isPersisted: false }, /长期保存/],
  [{ clockAheadMs: -3_600_000 }, /慢1小时/],
  [{ isUpdateWaiting: true }, /新版本/],
];

describe('the verdict on the device', () => {
  it('says that all is well where nothing is wrong: offline for a day is nothing', () => {
    expect(judgeDevice(WELL)).toEqual({ tone: 'ok', sentence: '都正常' });
  });

  it.each(FAULTS)('names %j', (fault, sentence) => {
    expect(judgeDevice({ ...WELL, ...fault }).sentence).toMatch(sentence);
  });

  it('names the worst of several', () => {
    let all = WELL;
    for (const [fault, sentence] of FAULTS.toReversed()) {
      all = { ...all, ...fault };
      expect(judgeDevice(all).sentence).toMatch(sentence);
    }
  });
});
