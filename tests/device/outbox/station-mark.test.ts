// What is noted beside the database while the counter is open (src/counter): should
// the database be taken away in that moment, the next start says what was in it.
import { expect, it } from 'vitest';
import { markOf } from '../../../src/counter/mark-of-station.ts';
import type {
  DeviceState,
  OutboxView,
} from '../../../src/device/device-api.ts';
import { aFilledDraft, anEnrolledDevice, must } from '../a-device.ts';

it('never notes the last step without noting that it is unsent', async () => {
  const { api, county } = await anEnrolledDevice();
  county.fault = () => Promise.reject(new TypeError('no network'));
  const shown: { state?: DeviceState; outbox?: OutboxView } = {};
  const noted: [last: number, unsent: number][] = [];
  const note = () => {
    const mark = markOf(shown.state, shown.outbox, new Date(0));
    if (mark !== undefined) noted.push([mark.lastSeq, mark.unsentOperations]);
  };
  const stops = [
    api.device.watchState((state) => {
      shown.state = state;
      note();
    }),
    api.outbox.watch((outbox) => {
      shown.outbox = outbox;
      note();
    }),
  ];
  must(await api.drafts.submit(await aFilledDraft(api)));
  must(await api.drafts.submit(await aFilledDraft(api)));
  await expect.poll(() => noted.at(-1)).toEqual([2, 2]);
  for (const stop of stops) (await stop)();
  for (const [last, unsent] of noted) expect(unsent).toBe(last);
});
