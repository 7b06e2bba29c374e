// A person clears the browser's data while the counter is open: the connection is
// closed, and the next use makes an empty store.
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { aFilledDraft, anEnrolledDevice, must, now, PIN } from '../a-device.ts';
import { clearData } from '../clear-data.ts';

async function anOpenDevice() {
  const indexedDB = new IDBFactory();
  const bench = await anEnrolledDevice({ indexedDB });
  const stages: string[] = [];
  await bench.api.device.watchState(({ stage }) => stages.push(stage));
  return { ...bench, stages };
}

it('is said as soon as anybody asks the store, and the keys are dropped', async () => {
  const bench = await anOpenDevice();
  await clearData(bench);
  await bench.api.sync.now();
  await expect.poll(() => bench.stages.at(-1)).toBe('empty');
  expect(await now(bench.api.device.watchState)).toMatchObject({
    stage: 'empty',
    clerk: null,
  });
});

it('nothing more is called saved with the keys of the store that is gone', async () => {
  const bench = await anOpenDevice();
  const { api } = bench;
  const draftId = await aFilledDraft(api);
  await clearData(bench);
  expect(await api.drafts.create('V14')).toMatchObject({ ok: false });
  expect(
    await api.drafts.saveAnswers(draftId, { applicantName: '张三' }),
  ).toMatchObject({ ok: false });
  expect(await api.drafts.submit(draftId)).toMatchObject({ ok: false });
  expect(await bench.device.store.db.drafts.count()).toBe(0);
});

it('an unlock that it is taken away from under unlocks nothing', async () => {
  const bench = await anOpenDevice();
  const { api, ports, stages } = bench;
  await api.device.lock();
  const { stretch } = ports;
  ports.stretch = async (...given) => {
    const key = await stretch(...given);
    await clearData(bench);
    await expect
      .poll(async () => {
        await api.sync.now().catch(() => undefined);
        return stages.at(-1);
      })
      .toBe('empty');
    return key;
  };
  expect(await api.device.unlock('clerk-1', PIN)).toMatchObject({
    ok: false,
    code: 'notEnrolled',
  });
  expect(await api.drafts.create('V14')).toMatchObject({ ok: false });
  expect(await bench.device.store.db.drafts.count()).toBe(0);
});

it('the browser is enrolled again without a new start, and takes in cases', async () => {
  const bench = await anOpenDevice();
  const { api, county } = bench;
  await clearData(bench);
  await api.sync.now();
  must(await api.device.readTicket(await county.ticket()));
  must(await api.device.enrol(PIN));
  must(await api.drafts.submit(await aFilledDraft(api)));
  await expect.poll(() => bench.stages.at(-1)).toBe('ready');
});
