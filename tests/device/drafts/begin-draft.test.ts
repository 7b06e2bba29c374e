import { expect, it } from 'vitest';
import { chinaDate } from '../../../src/domain/calendar/civil-date.ts';
import { anEnrolledDevice, must } from '../a-device.ts';

it('a date that the form means as that of today is filled in, and nothing else', async () => {
  const { api, county } = await anEnrolledDevice();
  const draft = must(
    await api.drafts.read(must(await api.drafts.create('V03'))),
  );
  const today = chinaDate(new Date(county.nowMs).toISOString());
  expect(draft.answers).toEqual({ verifyDate: today });
  const other = must(
    await api.drafts.read(must(await api.drafts.create('V14'))),
  );
  expect(other.answers).toEqual({});
});

it('that day is never before what the county said last, whatever the clock shows', async () => {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  await api.sync.now();
  const today = chinaDate(new Date(county.nowMs).toISOString());
  bench.passMs(-400 * 86_400_000);
  const draft = must(
    await api.drafts.read(must(await api.drafts.create('V03'))),
  );
  expect(draft.answers).toEqual({ verifyDate: today });
});
