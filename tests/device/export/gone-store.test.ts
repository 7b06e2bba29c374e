// A stick outlives a store: it is on its way for weeks, and meanwhile the browser may
// have been cleared.
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { aDevice, anEnrolledDevice, must, PIN } from '../a-device.ts';
import { clearData } from '../clear-data.ts';
import { contact, replyOf } from './a-reply.ts';
import { anOfflineDevice, planned, takeIn } from './a-stick.ts';

test('the county’s answer to a browser that is not enrolled any more is told, not thrown', async () => {
  const bench = await anOfflineDevice();
  const reply = await replyOf(bench, [contact()]);
  const cleared = await aDevice({}, bench.county);
  expect(await cleared.api.stick.readReply(reply)).toEqual({
    ok: false,
    code: 'notEnrolled',
  });
});

test('a browser that is not enrolled has nothing to put on a stick, and says why', async () => {
  const { api } = await aDevice();
  expect(await api.stick.plan({ photographs: true, partBytes: null })).toEqual({
    ok: false,
    code: 'notEnrolled',
  });
});

test('a plan of a store that was taken away writes and confirms nothing, also of the next device there', async () => {
  const bench = await anEnrolledDevice({ indexedDB: new IDBFactory() });
  const { api, county } = bench;
  county.fault = () => Promise.reject(new TypeError('no network'));
  await takeIn(bench);
  const { planId } = await planned(api);
  const write = () => api.stick.write(planId, 1, () => undefined);
  await clearData(bench);
  expect(await write()).toEqual({ ok: false, code: 'notEnrolled' });
  expect(await api.stick.confirm(planId)).toEqual({
    ok: false,
    code: 'notEnrolled',
  });
  county.fault = undefined;
  must(await api.device.readTicket(await county.ticket()));
  must(await api.device.enrol(PIN));
  await takeIn(bench);
  expect(await write()).toEqual({ ok: false, code: 'nothingToExport' });
  expect(await api.stick.confirm(planId)).toEqual({
    ok: false,
    code: 'nothingToExport',
  });
  const rows = await bench.device.store.db.outbox.toArray();
  expect(rows.some(({ exportedAt }) => typeof exportedAt === 'string')).toBe(
    false,
  );
});
