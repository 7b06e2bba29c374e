import { describe, expect, it } from 'vitest';
import type { DeviceApi, DraftPaper } from '../../../src/device/device-api.ts';
import type { Paper } from '../../../src/domain/cases/papers.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  aSignature,
  must,
  now,
} from '../a-device.ts';
import type { CaseView } from '../../../src/device/device-api.ts';

/** 高龄津贴: M2 the household book, M5 the social security card. */
const BOOK = 'V14-M2';
const CARD = 'V14-M5';

async function aDraft() {
  const bench = await anEnrolledDevice();
  const draftId = await aFilledDraft(bench.api, { matter: 'V14' });
  return { ...bench, draftId };
}

async function paperOf(
  api: DeviceApi,
  draftId: string,
  id: string,
): Promise<DraftPaper | undefined> {
  const { papers } = must(await api.drafts.read(draftId));
  return papers.find(({ paperId }) => paperId === id);
}

async function submitted(
  { api, county }: Awaited<ReturnType<typeof aDraft>>,
  draftId: string,
): Promise<{ papers: Paper[]; consents: string[]; view: CaseView | null }> {
  const { caseId } = must(await api.drafts.submit(draftId));
  await api.sync.now();
  const sent = [...county.operations.values()].find(
    ({ envelope }) => envelope.caseId === caseId,
  )?.operation;
  if (sent?.kind !== 'submit') throw new Error('no submit came');
  return {
    papers: sent.papers,
    consents: sent.consents.map(({ id }) => id),
    view: await now<CaseView | null>((told) =>
      api.cases.watchOne(caseId, told),
    ),
  };
}

describe('an original that was seen', () => {
  it('makes its picture a checked copy, by whom and when, whichever came first', async () => {
    const bench = await aDraft();
    const { api, draftId } = bench;
    must(await api.drafts.markSeen(draftId, BOOK));
    must(await api.drafts.addPhotograph(draftId, BOOK, aPhotograph()));
    must(await api.drafts.clearPaper(draftId, CARD));
    must(await api.drafts.addPhotograph(draftId, CARD, aPhotograph()));
    must(await api.drafts.markSeen(draftId, CARD));
    const { papers, view } = await submitted(bench, draftId);
    for (const id of [BOOK, CARD])
      expect(papers.find(({ paperId }) => paperId === id)).toMatchObject({
        how: 'photo',
        seenBy: '田代办员',
        seenAt: expect.stringMatching(/^2026-11-25T/),
        pages: [{ mediaType: 'image/jpeg' }],
      });
    expect(view?.papers).toContainEqual(
      expect.objectContaining({ paperId: BOOK, seenBy: '田代办员' }),
    );
    expect(view?.receipt.papers).toContainEqual(
      expect.objectContaining({ how: 'photo', pages: 1, isOriginalSeen: true }),
    );
  });

  it('is taken back without its picture, and stays when the pictures go', async () => {
    const { api, draftId } = await aDraft();
    must(await api.drafts.addPhotograph(draftId, BOOK, aPhotograph()));
    must(await api.drafts.unmarkSeen(draftId, BOOK));
    const alone = await paperOf(api, draftId, BOOK);
    expect(alone).toMatchObject({ how: 'photo', pages: [{ state: 'saved' }] });
    expect(alone).not.toHaveProperty('seenAt');
    must(await api.drafts.markSeen(draftId, BOOK));
    const [page] = alone?.how === 'photo' ? alone.pages : [];
    must(await api.drafts.removePage(draftId, BOOK, page?.sha256 ?? ''));
    expect(await paperOf(api, draftId, BOOK)).toMatchObject({ how: 'seen' });
    must(await api.drafts.restorePage(draftId, BOOK, page?.sha256 ?? ''));
    expect(await paperOf(api, draftId, BOOK)).toMatchObject({
      how: 'photo',
      seenBy: '田代办员',
    });
    must(await api.drafts.clearPaper(draftId, BOOK));
    expect(await paperOf(api, draftId, BOOK)).toBeUndefined();
  });
});

describe('an e-certificate', () => {
  it('goes with its number and nothing else', async () => {
    const bench = await aDraft();
    const { api, draftId } = bench;
    must(await api.drafts.saveCertificate(draftId, CARD, ' 420000123456X '));
    const { papers } = await submitted(bench, draftId);
    expect(papers).toContainEqual({
      how: 'eCert',
      paperId: CARD,
      certificate: '420000123456X',
    });
  });

  it('without its number stops the sending', async () => {
    const { api, draftId } = await aDraft();
    must(await api.drafts.saveCertificate(draftId, CARD, ''));
    expect(await api.drafts.submit(draftId)).toMatchObject({
      ok: false,
      code: 'papersMissing',
    });
  });

  it('of a paper that nobody demands is not left out without a word either', async () => {
    const { api, draftId } = await aDraft();
    must(await api.drafts.saveCertificate(draftId, 'V14-M4', ''));
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'papersMissing',
    });
  });

  it('puts the pictures that were there among the removed', async () => {
    const { api, draftId } = await aDraft();
    must(await api.drafts.addPhotograph(draftId, CARD, aPhotograph()));
    const photographed = await paperOf(api, draftId, CARD);
    const [page] = photographed?.how === 'photo' ? photographed.pages : [];
    must(await api.drafts.saveCertificate(draftId, CARD, '1234'));
    expect(await paperOf(api, draftId, CARD)).toMatchObject({ how: 'eCert' });
    must(await api.drafts.restorePage(draftId, CARD, page?.sha256 ?? ''));
    expect(await paperOf(api, draftId, CARD)).toMatchObject({
      how: 'photo',
      pages: [{ sha256: page?.sha256, state: 'saved' }],
    });
  });
});

describe('a commitment', () => {
  it('stands in for the paper once it is signed, with a picture of its own', async () => {
    const bench = await aDraft();
    const { api, draftId } = bench;
    must(await api.drafts.choosePromise(draftId, BOOK, { how: 'commitment' }));
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'signatureMissing',
    });
    must(await api.drafts.signPromise(draftId, BOOK, aSignature()));
    must(
      await api.drafts.saveConsents(draftId, ['readBack', `promise:${BOOK}`]),
    );
    const { papers, consents, view } = await submitted(bench, draftId);
    expect(papers.find(({ paperId }) => paperId === BOOK)).toMatchObject({
      how: 'commitment',
      signature: { mediaType: 'image/png' },
    });
    expect(consents).toEqual(['readBack', `promise:${BOOK}`]);
    expect(view?.materials).toMatchObject({ left: 0 });
    expect(view?.papers).toContainEqual(
      expect.objectContaining({ paperId: BOOK, how: 'commitment' }),
    );
  });

  it('that is given up takes signature and box with it', async () => {
    const bench = await aDraft();
    const { api, draftId, device } = bench;
    must(await api.drafts.choosePromise(draftId, BOOK, { how: 'commitment' }));
    must(await api.drafts.signPromise(draftId, BOOK, aSignature()));
    must(await api.drafts.saveConsents(draftId, [`promise:${BOOK}`]));
    const promised = await paperOf(api, draftId, BOOK);
    const ink = promised?.how === 'commitment' ? promised.signature : null;
    must(await api.drafts.clearPaper(draftId, BOOK));
    const draft = must(await api.drafts.read(draftId));
    expect(draft.consents).toEqual([]);
    expect(
      await device.store.db.materials.get(ink?.sha256 ?? ''),
    ).toMatchObject({ state: 'removed' });
  });

  it('is signed anew when it is chosen anew', async () => {
    const { api, draftId } = await aDraft();
    must(await api.drafts.choosePromise(draftId, BOOK, { how: 'commitment' }));
    must(await api.drafts.signPromise(draftId, BOOK, aSignature()));
    must(await api.drafts.choosePromise(draftId, BOOK, { how: 'commitment' }));
    expect(await paperOf(api, draftId, BOOK)).toMatchObject({
      signature: null,
    });
  });

  it('counts among what the county takes of one case, and keeps its place', async () => {
    const { api, draftId } = await aDraft();
    must(await api.drafts.choosePromise(draftId, BOOK, { how: 'commitment' }));
    let code: string | undefined;
    for (let i = 0; i < 30 && code === undefined; i += 1) {
      const added = await api.drafts.addPhotograph(
        draftId,
        CARD,
        aPhotograph(),
      );
      if (!added.ok) code = added.code;
    }
    expect(code).toBe('tooLarge');
    must(await api.drafts.signPromise(draftId, BOOK, aSignature()));
    must(await api.drafts.submit(draftId));
  });
});

describe('a paper that follows later', () => {
  it('may come until the promised end, which is filled in, and not after', async () => {
    const bench = await aDraft();
    const { api, draftId } = bench;
    must(await api.drafts.choosePromise(draftId, CARD, { how: 'deficiency' }));
    // 15 working days after the day of intake, 25 November.
    expect(await paperOf(api, draftId, CARD)).toMatchObject({
      dueOn: '2026-12-16',
      latest: { date: '2026-12-16' },
    });
    for (const dueOn of ['2026-12-17', '2026-11-24', '', '过几天']) {
      must(
        await api.drafts.choosePromise(draftId, CARD, {
          how: 'deficiency',
          dueOn,
        }),
      );
      must(await api.drafts.signPromise(draftId, CARD, aSignature()));
      expect(await api.drafts.submit(draftId)).toMatchObject({
        code: 'papersMissing',
      });
    }
    must(
      await api.drafts.choosePromise(draftId, CARD, {
        how: 'deficiency',
        dueOn: '2026-12-10',
      }),
    );
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'signatureMissing',
    });
    must(await api.drafts.signPromise(draftId, CARD, aSignature()));
    const { papers, view } = await submitted(bench, draftId);
    expect(papers.find(({ paperId }) => paperId === CARD)).toEqual({
      how: 'deficiency',
      paperId: CARD,
      dueOn: '2026-12-10',
      signature: expect.objectContaining({ mediaType: 'image/png' }),
    });
    expect(view?.receipt.papers).toContainEqual(
      expect.objectContaining({ how: 'deficiency', dueOn: '2026-12-10' }),
    );
  });
});
