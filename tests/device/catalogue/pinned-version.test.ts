import { describe, expect, it } from 'vitest';
import { createDevice } from '../../../src/device/create-device.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';

/** The county publishes a version in which V02 has another name and one field more. */
async function publishSecond({ county, api }: Pick<Bench, 'county' | 'api'>) {
  county.catalogues.set('test-2', (catalogue) => {
    const matter = catalogue.matters.find(({ code }) => code === 'V02');
    if (matter === undefined) throw new Error('no V02');
    matter.short = '新版的名字';
    matter.revision += 1;
    matter.fields = matter.fields.filter(({ id }) => id !== 'remark');
  });
  county.catalogueVersion = 'test-2';
  await api.device.lock();
  must(await api.device.unlock('clerk-1', PIN));
  await api.sync.now();
  await api.sync.now();
}

/** The same store in a worker that starts anew, and remembers nothing. */
async function restarted({ ports, device }: Bench): Promise<Bench['api']> {
  await device.stop();
  const next = createDevice(ports);
  await next.start();
  must(await next.api.device.unlock('clerk-1', PIN));
  return next.api;
}

const shortOf = async (api: Bench['api'], version?: string) => {
  const matter = await api.catalogue.matter('V02', version);
  return matter.ok ? matter.value.short : matter.code;
};

describe('a version that old work has pinned', () => {
  it('is what a draft is shown and handed in by, whatever was published since', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const before = await shortOf(api);
    const draftId = await aFilledDraft(api);
    await publishSecond(bench);
    expect(await shortOf(api)).toBe('新版的名字');
    const draft = must(await api.drafts.read(draftId));
    expect(draft).toMatchObject({
      catalogueVersion: 'test-1',
      isLifted: false,
    });
    expect(await shortOf(api, draft.catalogueVersion)).toBe(before);
    const { caseId } = must(await api.drafts.submit(draftId));
    await expect
      .poll(() => [...county.operations.values()])
      .toMatchObject([{ operation: { catalogueVersion: 'test-1' } }]);
    expect(
      await now<CaseView | null>((told) => api.cases.watchOne(caseId, told)),
    ).toMatchObject({ catalogueVersion: 'test-1', matterShort: before });
  });

  it('is fetched again where it is not here any more, and never taken for the present one', async () => {
    const bench = await anEnrolledDevice();
    const draftId = await aFilledDraft(bench.api);
    const before = await shortOf(bench.api);
    await publishSecond(bench);
    await bench.device.store.db.catalogues.delete('test-1');
    const api = await restarted(bench);
    expect(await shortOf(api, 'test-1')).toBe(before);
    expect(await shortOf(api)).toBe('新版的名字');
    must(await api.drafts.submit(draftId));
  });

  it('offline it is said to be missing, and the draft stays as it is', async () => {
    const bench = await anEnrolledDevice();
    const draftId = await aFilledDraft(bench.api);
    await publishSecond(bench);
    await bench.device.store.db.catalogues.delete('test-1');
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    const api = await restarted(bench);
    expect(await api.catalogue.matter('V02', 'test-1')).toEqual({
      ok: false,
      code: 'catalogueMissing',
      details: { version: 'test-1' },
    });
    expect(must(await api.drafts.read(draftId))).toMatchObject({
      catalogueVersion: 'test-1',
    });
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'catalogueMissing',
    });
    bench.county.fault = undefined;
    must(await api.drafts.submit(draftId));
  });

  it('a draft of a version that the county withdrew goes over to the present one, answers kept', async () => {
    const bench = await anEnrolledDevice();
    const { county } = bench;
    const draftId = await aFilledDraft(bench.api);
    must(
      await bench.api.drafts.saveAnswers(draftId, { remark: '新版没有这项' }),
    );
    const before = must(await bench.api.drafts.read(draftId));
    await publishSecond(bench);
    await bench.device.store.db.catalogues.delete('test-1');
    county.catalogues.delete('test-1');
    const api = await restarted(bench);
    const lifted = must(await api.drafts.read(draftId));
    const { remark: _, ...kept } = before.answers;
    expect(lifted).toMatchObject({
      catalogueVersion: 'test-2',
      isLifted: true,
      answers: kept,
      papers: before.papers,
    });
    must(await api.drafts.submit(draftId));
    await expect
      .poll(() => [...county.operations.values()])
      .toMatchObject([
        { operation: { catalogueVersion: 'test-2', matterRevision: 2 } },
      ]);
  });
});
