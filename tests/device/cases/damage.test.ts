import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  aSignature,
  must,
  now,
  type Bench,
} from '../a-device.ts';
import { problem } from '../fake-county.ts';

async function goRound({ api }: Pick<Bench, 'api'>): Promise<void> {
  await api.sync.now();
  await api.sync.now();
}

const view = ({ api }: Bench, caseId: string) =>
  now<CaseView | null>((told) => api.cases.watchOne(caseId, told));

const noPhotographs = (request: Request) =>
  Promise.resolve(
    request.url.includes('/materials/')
      ? problem(503, 'unavailable')
      : undefined,
  );

/** A delivered case whose materials did not get through and of which some are lost. */
async function aCaseThatLost(what: 'photograph' | 'signature') {
  const bench = await anEnrolledDevice();
  const { api, county, device } = bench;
  county.fault = noPhotographs;
  const draftId = await aFilledDraft(api);
  const draft = must(await api.drafts.read(draftId));
  const photo = draft.papers.find(({ how }) => how === 'photo');
  const lost =
    what === 'signature'
      ? draft.signature?.sha256
      : photo?.how === 'photo'
        ? photo.pages[0]?.sha256
        : undefined;
  const { caseId } = must(await api.drafts.submit(draftId));
  await goRound(bench);
  await device.store.db.materialBytes.delete(lost ?? '');
  county.fault = undefined;
  await goRound(bench);
  return {
    ...bench,
    caseId,
    lost: lost ?? '',
    paperId: photo?.paperId ?? '',
  };
}

describe('a photograph lost before the county had it', () => {
  it('is said in the case, in the list and of what is unsent', async () => {
    const bench = await aCaseThatLost('photograph');
    expect(await view(bench, bench.caseId)).toMatchObject({ damaged: 1 });
    expect(await now(bench.api.cases.watch)).toMatchObject([{ damaged: 1 }]);
    const { damaged } = await now(bench.api.outbox.watch);
    expect(damaged).toMatchObject([
      { caseId: bench.caseId, pages: 1, applicantName: '张三' },
    ]);
    expect(bench.county.uploads.has(bench.lost)).toBe(false);
  });

  it('is taken again as a supplement that cites the new one for that paper', async () => {
    const bench = await aCaseThatLost('photograph');
    const { api, caseId, county, paperId } = bench;
    const draftId = must(await api.drafts.createSupplement(caseId));
    expect(must(await api.drafts.createSupplement(caseId))).toBe(draftId);
    expect(must(await api.drafts.read(draftId)).purpose).toMatchObject({
      kind: 'supplement',
      papers: [paperId],
      signature: false,
    });
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'papersMissing',
    });
    must(await api.drafts.addPhotograph(draftId, paperId, aPhotograph()));
    must(await api.drafts.submit(draftId));
    await goRound(bench);

    const sent = [...county.operations.values()].pop()?.operation;
    expect(sent).toMatchObject({
      kind: 'supplement',
      papers: [{ how: 'photo', paperId }],
    });
    const after = await view(bench, caseId);
    expect(after).toMatchObject({ damaged: 0 });
    const paper = after?.papers.find((each) => each.paperId === paperId);
    const pages = paper?.how === 'photo' ? paper.pages : [];
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ state: 'sent' });
    expect(pages[0]?.sha256).not.toBe(bench.lost);
    expect((await now(api.outbox.watch)).damaged).toEqual([]);
    must(await api.materials.read(pages[0]?.sha256 ?? ''));
  });

  it('of a signature it asks the applicant to sign again', async () => {
    const bench = await aCaseThatLost('signature');
    const { api, caseId } = bench;
    const draftId = must(await api.drafts.createSupplement(caseId));
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'papersMissing',
    });
    must(await api.drafts.saveSignature(draftId, aSignature()));
    must(await api.drafts.submit(draftId));
    expect(await view(bench, caseId)).toMatchObject({ damaged: 0 });
  });
});

describe('what this version cannot read', () => {
  it('a case whose history does not fold is shown as such, with its number', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const { caseId, number } = must(
      await api.drafts.submit(await aFilledDraft(api)),
    );
    await goRound(bench);
    county.say(caseId, { kind: 'newerThanThis' } as never);
    await goRound(bench);
    expect(await now(api.cases.watch)).toMatchObject([
      { caseId, number, isHistoryReadable: false, display: 'held' },
    ]);
    // And the county hears how many there are.
    await api.device.lock();
    await goRound(bench);
    expect(county.brought.at(-1)).toMatchObject({ unreadable: 1 });
  });

  it('a case whose row is damaged or of another shape is listed as kept', async () => {
    const bench = await anEnrolledDevice();
    const { api, device } = bench;
    const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
    const row = await device.store.db.cases.get(caseId);
    row?.sealed.bytes.fill(7);
    if (row !== undefined)
      await device.store.db.cases.put({ ...row, revision: row.revision + 1 });
    expect(await now(api.cases.watch)).toMatchObject([
      { caseId, isReadable: false },
    ]);
    expect(await device.store.db.cases.count()).toBe(1);
  });
});
