import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  must,
  nextRound,
  now,
  type Bench,
} from '../a-device.ts';

const BOOK = 'V14-M2';

/** A case of a person whose household book was photographed, and its picture. */
async function anEarlierCase({ api }: Bench, name = '张三') {
  const draftId = await aFilledDraft(api, { matter: 'V14', name });
  must(await api.drafts.addPhotograph(draftId, BOOK, aPhotograph()));
  const { papers } = must(await api.drafts.read(draftId));
  const book = papers.find(({ paperId }) => paperId === BOOK);
  const [page] = book?.how === 'photo' ? book.pages : [];
  const { caseId, number } = must(await api.drafts.submit(draftId));
  return { caseId, number, sha256: page?.sha256 ?? '' };
}

/** Another draft of the same person, for the same matter, without the book. */
async function aLaterDraft({ api }: Bench): Promise<string> {
  const draftId = await aFilledDraft(api, { matter: 'V14' });
  must(await api.drafts.clearPaper(draftId, BOOK));
  return draftId;
}

describe('a paper that an earlier case has', () => {
  it('is handed in again without a byte sent again, and says where it is from', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const earlier = await anEarlierCase(bench);
    await nextRound(bench);
    const draftId = await aLaterDraft(bench);
    const held = must(await api.drafts.findHeld(draftId));
    expect(held).toMatchObject([
      {
        paperId: BOOK,
        caseId: earlier.caseId,
        from: { number: earlier.number },
        pages: [{ sha256: earlier.sha256, state: 'sent' }],
      },
    ]);
    must(await api.drafts.takeHeld(draftId, BOOK, earlier.caseId));
    const { caseId } = must(await api.drafts.submit(draftId));
    const requests: string[] = [];
    county.fault = (request) => {
      requests.push(request.url);
      return Promise.resolve(undefined);
    };
    await nextRound(bench);
    expect(requests.filter((url) => url.includes(earlier.sha256))).toEqual([]);
    const operation = [...county.operations.values()].find(
      ({ envelope }) => envelope.caseId === caseId,
    )?.operation;
    expect(
      operation?.kind === 'submit' &&
        operation.papers.find(({ paperId }) => paperId === BOOK),
    ).toMatchObject({
      how: 'photo',
      pages: [{ sha256: earlier.sha256 }],
      takenFrom: { number: earlier.number },
    });
    // The picture stays the earlier case's: neither can take it from the other.
    expect(await device.store.db.materials.get(earlier.sha256)).toMatchObject({
      caseId: earlier.caseId,
      state: 'sent',
    });
    const view = await now<CaseView | null>((told) =>
      api.cases.watchOne(caseId, told),
    );
    expect(view?.materials.left).toBe(0);
  });

  it('is not offered before the county has it, nor when its bytes have left', async () => {
    const bench = await anEnrolledDevice();
    const { api, device, county } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    const earlier = await anEarlierCase(bench);
    const draftId = await aLaterDraft(bench);
    expect(must(await api.drafts.findHeld(draftId))).toEqual([]);
    county.fault = undefined;
    await nextRound(bench);
    expect(must(await api.drafts.findHeld(draftId))).toHaveLength(1);
    await device.store.db.materials.update(earlier.sha256, {
      releasedAt: '2026-12-05T00:00:00.000Z',
    });
    expect(must(await api.drafts.findHeld(draftId))).toEqual([]);
    expect(
      await api.drafts.takeHeld(draftId, BOOK, earlier.caseId),
    ).toMatchObject({ ok: false, code: 'notFound' });
  });

  it('is nobody else’s, and is not offered where one is handed in', async () => {
    const bench = await anEnrolledDevice();
    const { api } = bench;
    await anEarlierCase(bench);
    await nextRound(bench);
    const draftId = await aLaterDraft(bench);
    must(
      await api.drafts.saveAnswers(draftId, {
        applicantIdNo: '000000194805190015',
      }),
    );
    expect(must(await api.drafts.findHeld(draftId))).toEqual([]);
    const own = await aFilledDraft(api, { matter: 'V14' });
    expect(must(await api.drafts.findHeld(own))).toEqual([]);
  });

  it('is still read as it was, once the earlier case has left this device', async () => {
    const bench = await anEnrolledDevice();
    const { api, device } = bench;
    const earlier = await anEarlierCase(bench);
    await nextRound(bench);
    const draftId = await aLaterDraft(bench);
    must(await api.drafts.takeHeld(draftId, BOOK, earlier.caseId));
    const { caseId } = must(await api.drafts.submit(draftId));
    await device.store.db.materials.delete(earlier.sha256);
    const view = await now<CaseView | null>((told) =>
      api.cases.watchOne(caseId, told),
    );
    expect(
      view?.papers.find((paper) => paper.how === 'photo' && paper.takenFrom),
    ).toMatchObject({ pages: [{ state: 'released' }] });
    expect(view?.damaged).toBe(0);
  });
});
