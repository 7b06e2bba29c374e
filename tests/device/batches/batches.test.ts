// A sheet of one matter for many residents: its rows are ordinary drafts.
import { expect, it } from 'vitest';
import { manyPeople } from '../../support/many-people.ts';
import { must, now, PIN, startedAnew } from '../a-device.ts';
import { aSheet, certifies, filled, GROUP, MATTER } from './certified.ts';

it('has a row for each resident of a group, filled from what is known, each look-up written down', async () => {
  const { bench, batchId, lines } = await aSheet(4);
  const [person] = manyPeople(4);
  expect(lines.map(({ name }) => name)).toEqual(
    expect.arrayContaining(manyPeople(4).map(({ name }) => name)),
  );
  const first = lines.find(({ name }) => name === person?.name);
  expect(first).toMatchObject({
    group: 3,
    idLast4: person?.idNo.slice(-4),
    missing: ['V03-M1', 'V03-M2'],
    isUnsigned: true,
    isReady: false,
  });
  expect(first?.answers['applicantPhone']).toBe(person?.phone);
  expect(first?.issues.map(({ path }) => path)).toEqual([
    'verifyWay',
    'alive',
    'witness',
  ]);
  // Whole numbers stay in the worker.
  expect(JSON.stringify(lines)).not.toContain(person?.idNo);
  const acts = await bench.device.store.db.acts.toArray();
  expect(acts.map(({ act }) => act)).toEqual(
    Array.from({ length: 4 }, () => 'residentLookedUp'),
  );
  // Who has a row gets no second one.
  const { api } = bench;
  const again = must(await api.batches.add({ batchId }, GROUP));
  expect(again).toEqual({ batchId, drafts: {} });
});

it('keeps every cell when the worker is killed, and locked it says nothing', async () => {
  const { bench, batchId, read, lines } = await aSheet(30);
  const saved = must(
    await bench.api.batches.save(
      lines.map(({ draftId }) => ({ draftId, answers: filled })),
    ),
  );
  expect(saved.map(({ issues }) => issues)).toEqual(lines.map(() => []));
  const killed = await startedAnew(bench, { isKilled: true });
  expect(await killed.api.batches.read(batchId)).toMatchObject({
    code: 'locked',
  });
  must(await killed.api.device.unlock('clerk-1', PIN));
  const after = await read(killed);
  expect(after).toHaveLength(30);
  for (const line of after) expect(line.answers).toMatchObject(filled);
  expect(after.map(({ draftId }) => draftId)).toEqual(
    lines.map(({ draftId }) => draftId),
  );
});

it('its complete rows become ordinary cases, and what a kill cuts off stays in it', async () => {
  const { bench, batchId, read, lines } = await aSheet(3);
  const { api } = bench;
  const [one, two] = lines;
  if (one === undefined || two === undefined) throw new Error('no rows');
  must(
    await api.batches.save(
      [one, two].map(({ draftId }) => ({ draftId, answers: filled })),
    ),
  );
  for (const { draftId } of [one, two]) await certifies(bench, draftId);
  expect((await read()).map(({ isReady }) => isReady)).toEqual([
    true,
    true,
    false,
  ]);
  const { caseId } = must(await api.drafts.submit(one.draftId));
  const killed = await startedAnew(bench, { isKilled: true });
  must(await killed.api.device.unlock('clerk-1', PIN));
  expect((await read(killed)).map(({ draftId }) => draftId)).not.toContain(
    one.draftId,
  );
  expect(await killed.api.drafts.submit(one.draftId)).toMatchObject({
    code: 'draftNotFound',
  });
  must(await killed.api.drafts.submit(two.draftId));
  const taken = must(await killed.api.batches.taken(batchId));
  expect(taken).toHaveLength(2);
  expect(taken[0]).toMatchObject({ caseId, applicantName: one.name });
  expect(await read(killed)).toHaveLength(1);
  expect(
    (await now(killed.api.cases.watch)).map((each) => each.number),
  ).toEqual(expect.arrayContaining(taken.map(({ receipt }) => receipt.number)));
  // Who was taken in just now is not put in again.
  const { drafts } = must(await killed.api.batches.add(MATTER, GROUP));
  expect(Object.keys(drafts)).toHaveLength(1);
});

it('knows whose a pasted row is by number or by a name that one alone bears', async () => {
  const { bench, batchId, lines } = await aSheet(2);
  const { api } = bench;
  const [one, two, other] = manyPeople(3);
  if (!one || !two || !other) throw new Error('nobody');
  const namesake = { ...other, name: two.name };
  must(await api.residents.replaceList([one, two, namesake]));
  const draftOf = (name: string) =>
    lines.find((line) => line.name === name)?.draftId;
  const found = must(
    await api.batches.match(batchId, [
      { name: one.name, idNo: '' },
      { name: '', idNo: two.idNo },
      { name: two.name, idNo: '' },
      { name: one.name, idNo: two.idNo },
      { name: '', idNo: namesake.idNo },
      { name: '没有这人', idNo: '' },
    ]),
  );
  expect(found).toMatchObject([
    { draftId: draftOf(one.name) },
    { draftId: draftOf(two.name) },
    {},
    {},
    { residentId: expect.any(String) },
    {},
  ]);
  expect(found[2]).toEqual({});
  expect(found[3]).toEqual({});
  expect(found[5]).toEqual({});
});

it('a confirmation falls when the row is changed, and of a removed row nothing is saved', async () => {
  const { bench, lines } = await aSheet(2);
  const { api } = bench;
  const [one, two] = lines.map(({ draftId }) => draftId);
  if (one === undefined || two === undefined) throw new Error('no rows');
  must(await api.drafts.saveAnswers(one, { ...filled, abnormal: '失联' }));
  must(await api.drafts.saveConsents(one, ['check:odd', 'sensitiveData']));
  await api.drafts.remove(two);
  const saved = must(
    await api.batches.save([
      { draftId: one, answers: { verifyWay: '视频核验' } },
      { draftId: two, answers: { verifyWay: '视频核验' } },
    ]),
  );
  expect(saved).toHaveLength(1);
  expect(saved[0]?.says).toEqual(['有异常情况，先报乡镇，不要直接点通过']);
  expect(must(await api.drafts.read(one)).consents).toEqual(['sensitiveData']);
});
