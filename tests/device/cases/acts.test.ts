import { describe, expect, it } from 'vitest';
import type { CaseView, CaseWish } from '../../../src/device/device-api.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import type { Operation } from '../../../src/domain/cases/operation.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  aSignature,
  must,
  now,
  type Bench,
} from '../a-device.ts';

async function aCase() {
  const bench = await anEnrolledDevice();
  const { caseId } = must(
    await bench.api.drafts.submit(await aFilledDraft(bench.api)),
  );
  await goRound(bench);
  return { ...bench, caseId };
}

async function goRound({ api }: Pick<Bench, 'api'>): Promise<void> {
  await api.sync.now();
  await api.sync.now();
}

const view = ({ api }: Bench, caseId: string) =>
  now<CaseView | null>((told) => api.cases.watchOne(caseId, told));

const lastSent = ({ county }: Bench): Operation | undefined =>
  [...county.operations.values()].pop()?.operation;

const concluded: EventBody = {
  kind: 'concludedApproved',
  result: '批准',
  pickup: '村委会',
  note: '',
};
const correction: EventBody = {
  kind: 'correctionRequested',
  items: [{ about: 'remark', target: 'field', reason: '不用写', fix: '去掉' }],
  dueOn: { date: '2099-01-01', provisional: false },
};

describe('what a clerk does to a case', () => {
  it('a withdrawal goes to the county with its reason and the signature', async () => {
    const bench = await aCase();
    must(
      await bench.api.cases.act(bench.caseId, {
        kind: 'withdraw',
        reason: '本人不办了',
        signature: aSignature(),
      }),
    );
    expect(await view(bench, bench.caseId)).toMatchObject({
      unsentKinds: ['withdraw'],
      state: { status: 'withdrawn', reason: '本人不办了' },
    });
    await goRound(bench);
    const sent = lastSent(bench);
    expect(sent).toMatchObject({
      kind: 'withdraw',
      reason: '本人不办了',
      signatures: [{ by: 'applicant', name: '张三' }],
    });
    const [signature] = sent?.kind === 'withdraw' ? sent.signatures : [];
    expect([...bench.county.uploads.keys()]).toContain(signature?.image.sha256);
  });

  it('a delivery is confirmed with who took it, his signature and a photograph', async () => {
    const bench = await aCase();
    bench.county.say(bench.caseId, concluded);
    await goRound(bench);
    must(
      await bench.api.cases.act(bench.caseId, {
        kind: 'confirmDelivery',
        receivedBy: '李四',
        signature: aSignature(),
        papers: [{ paperId: 'handover', photographs: [aPhotograph()] }],
      }),
    );
    expect((await view(bench, bench.caseId))?.state.handedOver).toBe(true);
    await goRound(bench);
    expect(lastSent(bench)).toMatchObject({
      kind: 'confirmDelivery',
      receivedBy: '李四',
      signatures: [{ by: 'agent', name: '李四' }],
      papers: [{ how: 'photo', paperId: 'handover', pages: [{}] }],
    });
  });

  it('a telephone is changed, and nothing but how to reach somebody', async () => {
    const bench = await aCase();
    const change = (answers: Record<string, string>) =>
      bench.api.cases.act(bench.caseId, { kind: 'updateContact', answers });
    expect(await change({ applicantName: '李四' })).toMatchObject({
      code: 'answersInvalid',
    });
    expect(await change({ applicantPhone: '12' })).toMatchObject({
      code: 'answersInvalid',
    });
    must(await change({ applicantPhone: '0718-0000007' }));
    expect((await view(bench, bench.caseId))?.answers).toMatchObject({
      applicantPhone: '07180000007',
    });
    await goRound(bench);
    expect(lastSent(bench)).toMatchObject({
      kind: 'updateContact',
      answers: { applicantPhone: '07180000007' },
    });
  });

  it('a rating goes sealed, with a level of 1 to 5', async () => {
    const bench = await aCase();
    bench.county.say(bench.caseId, concluded);
    await goRound(bench);
    const rate = (level: number) =>
      bench.api.cases.act(bench.caseId, { kind: 'rate', level, comment: '好' });
    expect(await rate(6)).toMatchObject({ code: 'answersInvalid' });
    must(await rate(5));
    await goRound(bench);
    expect(lastSent(bench)).toMatchObject({ kind: 'rate', level: 5 });
  });

  it('the transition table is asked first, about unsent work too', async () => {
    const bench = await aCase();
    const withdraw: CaseWish = {
      kind: 'withdraw',
      reason: '本人不办了',
      signature: aSignature(),
    };
    expect(
      await bench.api.cases.act(bench.caseId, {
        kind: 'rate',
        level: 5,
        comment: '',
      }),
    ).toMatchObject({ code: 'notAllowedNow' });
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    must(await bench.api.cases.act(bench.caseId, withdraw));
    expect(await bench.api.cases.act(bench.caseId, withdraw)).toMatchObject({
      code: 'notAllowedNow',
    });
    expect((await view(bench, bench.caseId))?.acts).toEqual(['rate']);
  });

  it('what is asked for once is not asked for again while nobody has answered', async () => {
    const bench = await aCase();
    bench.county.say(bench.caseId, {
      kind: 'accepted',
      promisedBy: null,
      withDeficiency: false,
    });
    await goRound(bench);
    const withdraw = () =>
      bench.api.cases.act(bench.caseId, {
        kind: 'withdraw',
        reason: '本人不办了',
        signature: aSignature(),
      });
    const [first, second] = await Promise.all([withdraw(), withdraw()]);
    expect(first.ok).not.toBe(second.ok);
    expect(await withdraw()).toMatchObject({ code: 'notAllowedNow' });
  });

  it('an answer whose correction has lapsed meanwhile goes to the county all the same', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const draftId = await aFilledDraft(api);
    must(await api.drafts.saveAnswers(draftId, { remark: '多写的' }));
    const { caseId } = must(await api.drafts.submit(draftId));
    await goRound(bench);
    county.say(caseId, correction);
    await goRound(bench);
    const answer = must(await api.drafts.createAnswer(caseId));
    must(await api.drafts.saveAnswers(answer, { remark: null }));
    must(await api.drafts.saveConsents(answer, ['check:noRemark']));
    must(await api.drafts.saveSignature(answer, aSignature()));
    county.say(caseId, { kind: 'correctionLapsed' });
    await goRound(bench);
    expect(await api.drafts.createAnswer(caseId)).toMatchObject({
      code: 'notAllowedNow',
    });
    must(await api.drafts.submit(answer));
    await goRound(bench);
    expect(lastSent(bench)).toMatchObject({
      kind: 'answerCorrection',
      answers: { remark: '' },
    });
  });

  it('of two windows that act at once both are kept, one after the other', async () => {
    const bench = await aCase();
    const phones = ['0718-0000001', '0718-0000002', '0718-0000003'];
    const done = await Promise.all(
      phones.map((applicantPhone) =>
        bench.api.cases.act(bench.caseId, {
          kind: 'updateContact',
          answers: { applicantPhone },
        }),
      ),
    );
    for (const each of done) must(each);
    await goRound(bench);
    const envelopes = [...bench.county.operations.values()].map(
      ({ envelope }) => envelope,
    );
    expect(envelopes).toHaveLength(4);
    expect(envelopes.map(({ casePrev }) => casePrev)).toEqual([
      null,
      ...envelopes.slice(0, -1).map(({ id }) => id),
    ]);
  });

  it('an answer that a correction takes away is taken away for all', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const draftId = await aFilledDraft(api);
    must(await api.drafts.saveAnswers(draftId, { remark: '多写的' }));
    const { caseId } = must(await api.drafts.submit(draftId));
    await goRound(bench);
    county.say(caseId, correction);
    await goRound(bench);
    const answer = must(await api.drafts.createAnswer(caseId));
    must(await api.drafts.saveAnswers(answer, { remark: null }));
    must(await api.drafts.saveConsents(answer, ['check:noRemark']));
    must(await api.drafts.saveSignature(answer, aSignature()));
    must(await api.drafts.submit(answer));
    expect((await view(bench, caseId))?.answers).not.toHaveProperty('remark');
    await goRound(bench);
    expect(lastSent(bench)).toMatchObject({
      kind: 'answerCorrection',
      answers: { remark: '' },
      consents: [{ id: 'check:noRemark' }],
    });
  });
});
