// What a sheet of many drafts must not do: put somebody in twice, send what was not
// signed, or close where a single draft stays open.
import { expect, it } from 'vitest';
import { findMeta } from '../../../src/device/database/meta.ts';
import { manyPeople } from '../../support/many-people.ts';
import {
  anEnrolledDevice,
  aSignature,
  must,
  nextRound,
  now,
  PIN,
} from '../a-device.ts';
import { aSheet, certifies, filled, GROUP, MATTER } from './certified.ts';

it('pressed twice, everybody is in the sheet once', async () => {
  const { api } = await anEnrolledDevice();
  must(await api.residents.replaceList(manyPeople(3)));
  const batchId = 'a-new-sheet';
  const add = () => api.batches.add({ ...MATTER, batchId }, GROUP);
  const both = (await Promise.all([add(), add()])).map(must);
  expect(both.map((each) => each.batchId)).toEqual([batchId, batchId]);
  const { lines } = must(await api.batches.read(batchId));
  expect(lines).toHaveLength(3);
  await Promise.all([add(), add()]);
  expect(must(await api.batches.read(batchId)).lines).toHaveLength(3);
});

it('of two rows of one number neither is sent until one is taken out', async () => {
  const { bench, batchId, read, lines } = await aSheet(2);
  const { api } = bench;
  const [one = '', two = ''] = lines.map(({ draftId }) => draftId);
  const first = must(await api.drafts.read(one)).answers['applicantIdNo'] ?? '';
  const second =
    must(await api.drafts.read(two)).answers['applicantIdNo'] ?? '';
  for (const draftId of [one, two]) {
    must(
      await api.drafts.saveAnswers(draftId, {
        ...filled,
        applicantIdNo: first,
      }),
    );
    await certifies(bench, draftId);
  }
  expect((await read()).map(({ isReady }) => isReady)).toEqual([false, false]);
  expect(await api.drafts.submit(one)).toMatchObject({ ok: false });
  expect(await api.drafts.submit(two)).toMatchObject({ ok: false });
  must(await api.drafts.saveAnswers(two, { applicantIdNo: second }));
  must(await api.drafts.submit(one));
  expect(must(await api.batches.taken(batchId))).toHaveLength(1);
});

it('what was signed before an answer was changed is not sent by the sheet until it is read out or signed again', async () => {
  const { bench, read, lines } = await aSheet(1);
  const { api, passMs } = bench;
  const draftId = lines[0]?.draftId ?? '';
  const ready = async () => (await read())[0]?.isReady;
  must(await api.batches.save([{ draftId, answers: filled }]));
  await certifies(bench, draftId);
  must(
    await api.drafts.saveConsents(draftId, [
      'sensitiveData',
      'mandate',
      'readBack',
    ]),
  );
  must(await api.batches.save([{ draftId, answers: filled }]));
  expect(await ready()).toBe(true);
  const changed = { verifyWay: '视频核验' };
  must(await api.batches.save([{ draftId, answers: changed }]));
  expect(await ready()).toBe(false);
  expect(must(await api.drafts.read(draftId)).consents).toEqual([
    'sensitiveData',
  ]);
  must(await api.drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
  expect(await ready()).toBe(true);
  must(await api.batches.save([{ draftId, answers: { witness: '别人' } }]));
  expect(await ready()).toBe(false);
  passMs(1000);
  must(await api.drafts.saveSignature(draftId, aSignature()));
  expect(await ready()).toBe(true);
});

it('past the lease it goes on like any draft, and shows what was taken in since the unlock alone', async () => {
  const { bench, batchId, lines } = await aSheet(2);
  const { api, county, device, passMs } = bench;
  const [one = '', two = ''] = lines.map(({ draftId }) => draftId);
  const take = async (draftId: string) => {
    must(await api.batches.save([{ draftId, answers: filled }]));
    await certifies(bench, draftId);
    return must(await api.drafts.submit(draftId)).caseId;
  };
  await take(one);
  const row = await findMeta(device.store.db, 'device');
  county.session = { lease: await county.lease(row?.id ?? '') };
  await api.device.lock();
  await nextRound(bench);
  must(await api.device.unlock('clerk-1', PIN));
  await nextRound(bench);
  county.fault = () => Promise.reject(new TypeError('no network'));
  passMs(46 * 86_400_000);
  expect((await now(api.device.watchState)).access.leaseEnded).toBe(true);
  expect(must(await api.batches.read(batchId)).lines).toHaveLength(1);
  expect(must(await api.batches.taken(batchId))).toEqual([]);
  const caseId = await take(two);
  expect(must(await api.batches.taken(batchId))).toMatchObject([{ caseId }]);
  // Who is known stays closed.
  expect(await api.batches.add({ batchId }, GROUP)).toMatchObject({
    code: 'leaseEnded',
  });
});

it('a row of a spreadsheet with a name alone brings nobody in', async () => {
  const { bench, batchId } = await aSheet(1);
  const { api } = bench;
  const more = manyPeople(2);
  must(await api.residents.replaceList(more));
  const found = must(
    await api.batches.match(
      batchId,
      more.map(({ name }) => ({ name, idNo: '' })),
    ),
  );
  expect(found.map((each) => Object.keys(each))).toEqual([['draftId'], []]);
});
