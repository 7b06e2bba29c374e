import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { Operation } from '../../../src/domain/cases/operation.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';
import { problem, type Opened } from '../fake-county.ts';

type Refusal = 'invalid' | 'badSignature' | 'headerMismatch' | 'tooLarge';

/** The county refuses what `isBad` says, and what builds on it, as the real one. */
function refuses(
  { county }: Bench,
  isBad: (opened: Opened) => boolean,
  code: Refusal = 'invalid',
): void {
  const refused = new Set<string>();
  county.judge = (opened) => {
    const { id, casePrev } = opened.envelope;
    if (!isBad(opened) && (casePrev === null || !refused.has(casePrev)))
      return { id, result: 'applied' };
    refused.add(id);
    return { id, result: 'refused', code, paths: ['answers.phone'] };
  };
}

const accepts = ({ county }: Bench) => {
  county.judge = ({ envelope }) => ({ id: envelope.id, result: 'applied' });
};

async function aRefusedCase(code: Refusal = 'invalid') {
  const bench = await anEnrolledDevice();
  refuses(bench, ({ operation }) => operation.kind === 'submit', code);
  const submitted = must(
    await bench.api.drafts.submit(await aFilledDraft(bench.api)),
  );
  await bench.api.sync.now();
  const [row] = (await now(bench.api.outbox.watch)).attention;
  if (row === undefined) throw new Error('nothing was refused');
  return { ...bench, ...submitted, row };
}

const view = ({ api }: Bench, caseId: string) =>
  now<CaseView | null>((told) => api.cases.watchOne(caseId, told));

const sentKinds = ({ county }: Bench) =>
  [...county.operations.values()].map(({ operation }) => operation.kind);

function sent<Kind extends Operation['kind']>(
  { county }: Bench,
  kind: Kind,
): (Opened & { operation: Extract<Operation, { kind: Kind }> })[] {
  return [...county.operations.values()].filter(
    (
      each,
    ): each is Opened & { operation: Extract<Operation, { kind: Kind }> } =>
      each.operation.kind === kind,
  );
}

/** All that waits: a round that runs already may have begun before it. */
async function goRound({ api }: Pick<Bench, 'api'>): Promise<void> {
  await api.sync.now();
  await api.sync.now();
}

const WHY = { reason: 'applicantAsks', words: '本人不办了' } as const;

describe('the tray', () => {
  it('guarantee 5: a refused submit stays whole with its reason and its way out', async () => {
    const bench = await aRefusedCase();
    expect(bench.row).toMatchObject({
      kind: 'submit',
      caseId: bench.caseId,
      code: 'invalid',
      paths: ['answers.phone'],
      remedy: 'edit',
    });
    const draftId = must(await bench.api.outbox.repair(bench.row.operationId));
    const draft = must(await bench.api.drafts.read(draftId));
    const before = await view(bench, bench.caseId);
    expect(draft.answers).toEqual(before?.answers);
    expect(draft.papers).toEqual(
      before?.papers.filter(({ how }) => how !== 'generated'),
    );
    expect(draft.signature).not.toBeNull();
    expect(draft.consents).toEqual(['sensitiveData', 'readBack']);
    expect(draft.purpose).toMatchObject({
      kind: 'submit',
      repairs: { caseId: bench.caseId, number: bench.number },
    });
    // Asked twice it is the same draft.
    expect(must(await bench.api.outbox.repair(bench.row.operationId))).toBe(
      draftId,
    );
    const [page] = draft.papers.flatMap((paper) =>
      paper.how === 'photo' ? paper.pages : [],
    );
    must(await bench.api.materials.read(page?.sha256 ?? ''));
  });

  it('a case taken in at a home stays one when it is mended', async () => {
    const bench = await anEnrolledDevice();
    const { api } = bench;
    refuses(bench, ({ operation }) => operation.kind === 'submit');
    const first = await aFilledDraft(api);
    must(await api.drafts.planVisit(first, '2026-11-26'));
    must(await api.drafts.submit(first));
    await api.sync.now();
    const [row] = (await now(api.outbox.watch)).attention;
    accepts(bench);
    const draftId = must(await api.outbox.repair(row?.operationId ?? ''));
    must(await api.drafts.submit(draftId));
    await goRound(bench);
    expect(
      sent(bench, 'submit').map(({ operation }) => operation.servingWays),
    ).toEqual([['homeVisit']]);
  });

  it('guarantee 5: mended, it is the same case with the same number, query code and intake', async () => {
    const bench = await aRefusedCase();
    const { api, caseId, number, row } = bench;
    const before = await view(bench, caseId);
    const draftId = must(await api.outbox.repair(row.operationId));
    must(
      await api.drafts.saveAnswers(draftId, { applicantPhone: '0718-0000002' }),
    );
    bench.passMs(3 * 86_400_000);
    accepts(bench);
    const mended = must(await api.drafts.submit(draftId));
    expect(mended).toMatchObject({ caseId, number });
    await goRound(bench);

    expect((await now(api.outbox.watch)).attention).toEqual([]);
    expect(await now(api.cases.watch)).toHaveLength(1);
    const after = await view(bench, caseId);
    expect(after?.receipt).toMatchObject({
      number,
      queryCode: before?.receipt.queryCode,
      qr: before?.receipt.qr,
      takenInAt: before?.receipt.takenInAt,
    });
    expect(after).toMatchObject({ trouble: null, display: 'delivered' });
    const [submit] = sent(bench, 'submit');
    expect(submit?.envelope).toMatchObject({ caseId, casePrev: null, seq: 2 });
    expect(submit?.operation).toMatchObject({
      number,
      replaces: row.operationId,
      madeAt: { wallTime: before?.receipt.takenInAt },
      answers: { applicantPhone: '07180000002' },
    });
    // The refused one stays in the chain.
    const { db } = bench.device.store;
    expect(await db.chain.count()).toBe(2);
    expect(await db.outbox.get(row.operationId)).toMatchObject({
      state: 'settled',
      result: 'refused',
      replacedBy: submit?.envelope.id,
    });
  });

  it('mended twice, the county still knows it by the operation on the receipt', async () => {
    const bench = await aRefusedCase();
    const { api, row } = bench;
    must(
      await api.drafts.submit(must(await api.outbox.repair(row.operationId))),
    );
    await goRound(bench);
    const [again] = (await now(api.outbox.watch)).attention;
    accepts(bench);
    must(
      await api.drafts.submit(
        must(await api.outbox.repair(again?.operationId ?? '')),
      ),
    );
    await goRound(bench);
    const [submit] = sent(bench, 'submit');
    expect(submit?.operation.replaces).toBe(row.operationId);
  });

  it('what the mended one does not cite any more is not sent', async () => {
    const bench = await aRefusedCase('tooLarge');
    const { api, row, device } = bench;
    const draftId = must(await api.outbox.repair(row.operationId));
    const { papers } = must(await api.drafts.read(draftId));
    const paper = papers.find(({ how }) => how === 'photo');
    const page = paper?.how === 'photo' ? paper.pages[0] : undefined;
    await device.store.db.materials.update(page?.sha256 ?? '', {
      state: 'pending',
    });
    const paperId = paper?.paperId ?? '';
    must(await api.drafts.removePage(draftId, paperId, page?.sha256 ?? ''));
    must(await api.drafts.markSeen(draftId, paperId));
    must(await api.drafts.submit(draftId));
    expect(
      await device.store.db.materials.get(page?.sha256 ?? ''),
    ).toMatchObject({ state: 'removed' });
  });

  it('what is made anew does not hide that a photograph of it is damaged', async () => {
    const bench = await aRefusedCase('badSignature');
    const { api, row, device } = bench;
    const { materials } = device.store.db;
    const [photograph] = await materials.toArray();
    const sha256 = photograph?.sha256 ?? '';
    await materials.update(sha256, { state: 'damaged' });
    accepts(bench);
    must(await api.outbox.sendAgain(row.operationId));
    expect(await materials.get(sha256)).toMatchObject({ state: 'damaged' });
  });

  it('a bad envelope is made anew by one press', async () => {
    for (const code of ['badSignature', 'headerMismatch'] as const) {
      const bench = await aRefusedCase(code);
      const { api, row, number } = bench;
      expect(row.remedy).toBe('sendAgain');
      accepts(bench);
      must(await api.outbox.sendAgain(row.operationId));
      await goRound(bench);
      const [submit] = sent(bench, 'submit');
      expect(submit?.operation).toMatchObject({
        number,
        replaces: row.operationId,
      });
      expect(submit?.envelope.id).not.toBe(row.operationId);
      expect((await now(api.outbox.watch)).attention).toEqual([]);
    }
  });

  it('guarantee 3: followers go to the tray with it and come after the mended one, each by one press', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
    must(
      await api.cases.act(caseId, {
        kind: 'updateContact',
        answers: { applicantPhone: '0718-0000003' },
      }),
    );
    must(
      await api.cases.act(caseId, {
        kind: 'withdraw',
        reason: '本人不办了',
        signature: null,
      }),
    );
    county.fault = undefined;
    refuses(bench, ({ operation }) => operation.kind === 'submit');
    await goRound(bench);
    const { attention, pending } = await now(api.outbox.watch);
    expect(pending).toEqual([]);
    expect(attention.map(({ kind, remedy }) => [kind, remedy])).toEqual([
      ['submit', 'edit'],
      ['updateContact', 'afterPrevious'],
      ['withdraw', 'afterPrevious'],
    ]);
    const [submit, contact] = attention;
    expect(
      await api.outbox.sendAgain(contact?.operationId ?? ''),
    ).toMatchObject({ code: 'notAllowedNow' });

    accepts(bench);
    must(
      await api.drafts.submit(
        must(await api.outbox.repair(submit?.operationId ?? '')),
      ),
    );
    for (let i = 0; i < 2; i += 1) {
      const [next] = (await now(api.outbox.watch)).attention;
      expect(next?.remedy).toBe('sendAgain');
      must(await api.outbox.sendAgain(next?.operationId ?? ''));
    }
    await goRound(bench);
    expect((await now(api.outbox.watch)).attention).toEqual([]);
    expect(sentKinds(bench)).toEqual(['submit', 'updateContact', 'withdraw']);
    const envelopes = [...county.operations.values()].map(
      ({ envelope }) => envelope,
    );
    expect(envelopes.map(({ casePrev }) => casePrev)).toEqual([
      null,
      envelopes[0]?.id,
      envelopes[1]?.id,
    ]);
  });

  it('guarantee 3: a refused case never holds up another', async () => {
    const bench = await aRefusedCase();
    const { api } = bench;
    accepts(bench);
    const other = must(await api.drafts.submit(await aFilledDraft(api)));
    await goRound(bench);
    expect(
      sent(bench, 'submit').map(({ envelope }) => envelope.caseId),
    ).toEqual([other.caseId]);
    expect((await now(api.outbox.watch)).attention).toHaveLength(1);
  });

  it('a mended submit that is handed in twice at once is one', async () => {
    const bench = await aRefusedCase();
    const { api, row } = bench;
    const draftId = must(await api.outbox.repair(row.operationId));
    const both = await Promise.all([
      api.drafts.submit(draftId),
      api.outbox.sendAgain(row.operationId),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bench.device.store.db.outbox.count()).toBe(2);
  });

  it('a restore of the county does not bring settled refusals back', async () => {
    const bench = await aRefusedCase();
    const { api, row, county } = bench;
    accepts(bench);
    must(await api.outbox.sendAgain(row.operationId));
    await goRound(bench);
    county.operations.clear();
    county.epoch = 'epoch-2';
    bench.device.store.changes.announce([]);
    await api.device.lock();
    await goRound(bench);
    expect((await now(api.outbox.watch)).attention).toEqual([]);
    expect(sentKinds(bench)).toEqual(['submit']);
  });
});

describe('taking unsent work back', () => {
  it('guarantee 5: a refused submit taken back leaves the case, its receipt and the reason', async () => {
    const bench = await aRefusedCase();
    const { api, caseId, number, row } = bench;
    must(await api.outbox.takeBack(row.operationId, WHY));
    expect((await now(api.outbox.watch)).attention).toEqual([]);
    const after = await view(bench, caseId);
    expect(after).toMatchObject({
      display: 'withdrawn',
      trouble: null,
      arrivedAt: null,
      state: { status: 'withdrawn', reason: '本人不办了' },
      receipt: { number },
    });
    expect(after?.papers.length).toBeGreaterThan(0);
    expect(await now(api.cases.watch)).toMatchObject([
      { caseId, display: 'withdrawn' },
    ]);
    const { db } = bench.device.store;
    expect(await db.chain.get(1)).toMatchObject({ id: row.operationId });
    expect(await db.outbox.get(row.operationId)).toMatchObject({
      state: 'settled',
      removed: { reason: 'applicantAsks' },
    });

    accepts(bench);
    await goRound(bench);
    expect(sent(bench, 'submit')).toEqual([]);
    expect(sent(bench, 'journal')[0]?.operation.acts).toMatchObject([
      { act: 'unsentRemoved.applicantAsks', caseId },
    ]);
  });

  it('its photographs are not sent, and stay a week', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    county.fault = (request) =>
      Promise.resolve(
        request.url.includes('/materials/')
          ? problem(503, 'unavailable')
          : undefined,
      );
    refuses(bench, ({ operation }) => operation.kind === 'submit');
    const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
    await goRound(bench);
    const [row] = (await now(api.outbox.watch)).attention;
    must(await api.outbox.takeBack(row?.operationId ?? '', WHY));
    county.fault = undefined;
    await goRound(bench);
    expect(county.uploads.size).toBe(0);
    const photo = (await view(bench, caseId))?.papers.find(
      ({ how }) => how === 'photo',
    );
    const [page] = photo?.how === 'photo' ? photo.pages : [];
    must(await api.materials.read(page?.sha256 ?? ''));
    bench.passMs(8 * 86_400_000);
    must(await api.device.unlock('clerk-1', PIN));
    expect(await device.store.db.materialBytes.count()).toBe(0);
  });

  it('needs a reason, and is for what was refused alone', async () => {
    const bench = await aRefusedCase();
    const { api, row } = bench;
    expect(
      await api.outbox.takeBack(row.operationId, { ...WHY, words: '  ' }),
    ).toMatchObject({ code: 'reasonMissing' });
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    must(await api.drafts.submit(await aFilledDraft(api)));
    const [pending] = (await now(api.outbox.watch)).pending;
    expect(
      await api.outbox.takeBack(pending?.operationId ?? '', WHY),
    ).toMatchObject({ code: 'operationNotFound' });
    await api.device.lock();
    expect(await api.outbox.takeBack(row.operationId, WHY)).toMatchObject({
      code: 'locked',
    });
  });

  it('a refused step taken back leaves the case as it was, without it', async () => {
    const bench = await anEnrolledDevice();
    const { api } = bench;
    const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
    await goRound(bench);
    refuses(bench, ({ operation }) => operation.kind === 'updateContact');
    const before = await view(bench, caseId);
    must(
      await api.cases.act(caseId, {
        kind: 'updateContact',
        answers: { applicantPhone: '0718-0000009' },
      }),
    );
    await goRound(bench);
    const [row] = (await now(api.outbox.watch)).attention;
    expect(await view(bench, caseId)).toMatchObject({
      display: 'needsAttention',
    });
    must(await api.outbox.takeBack(row?.operationId ?? '', WHY));
    const after = await view(bench, caseId);
    expect(after).toMatchObject({ display: 'delivered', trouble: null });
    expect(after?.answers).toEqual(before?.answers);
  });

  it('a draft that was to mend it cannot be handed in any more', async () => {
    const bench = await aRefusedCase();
    const { api, row } = bench;
    const draftId = must(await api.outbox.repair(row.operationId));
    must(await api.outbox.takeBack(row.operationId, WHY));
    await api.drafts.restore(draftId);
    expect(await api.drafts.submit(draftId)).toMatchObject({
      code: 'operationNotFound',
    });
  });
});
