import { describe, expect, it } from 'vitest';
import type {
  CaseView,
  CaseWish,
  StepWords,
} from '../../../src/device/device-api.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  aSignature,
  must,
  nextRound,
  now,
} from '../a-device.ts';

const concluded: EventBody = {
  kind: 'concludedApproved',
  result: '批准',
  pickup: '村委会',
  note: '',
};

type Step = {
  wish: CaseWish;
  /** As the tray gives it to the form. */
  told: StepWords;
  wrong: StepWords;
  right: StepWords;
  sent: object;
};

const STEPS: Record<CaseWish['kind'], Step> = {
  withdraw: {
    wish: { kind: 'withdraw', reason: '不办', signature: aSignature() },
    told: { kind: 'withdraw', reason: '不办' },
    wrong: { kind: 'withdraw', reason: ' ' },
    right: { kind: 'withdraw', reason: '本人不办了' },
    sent: { reason: '本人不办了', signatures: [{ by: 'applicant' }] },
  },
  confirmDelivery: {
    wish: {
      kind: 'confirmDelivery',
      receivedBy: '李四',
      signature: aSignature(),
      papers: [{ paperId: 'handover', photographs: [aPhotograph()] }],
    },
    told: { kind: 'confirmDelivery', receivedBy: '李四' },
    wrong: { kind: 'confirmDelivery', receivedBy: '' },
    right: { kind: 'confirmDelivery', receivedBy: '李四弟' },
    sent: {
      receivedBy: '李四弟',
      signatures: [{ by: 'agent', name: '李四弟' }],
      papers: [{ paperId: 'handover', pages: [{}] }],
    },
  },
  updateContact: {
    wish: {
      kind: 'updateContact',
      answers: { applicantPhone: '0718-0000007' },
    },
    told: { kind: 'updateContact', answers: { applicantPhone: '07180000007' } },
    wrong: { kind: 'updateContact', answers: { applicantPhone: '12' } },
    right: {
      kind: 'updateContact',
      answers: { applicantPhone: '0718-0000008' },
    },
    sent: { answers: { applicantPhone: '07180000008' } },
  },
  rate: {
    wish: { kind: 'rate', level: 2, comment: '等太久' },
    // No clerk reads what was rated.
    told: { kind: 'rate', level: 0, comment: '' },
    wrong: { kind: 'rate', level: 0, comment: '' },
    right: { kind: 'rate', level: 1, comment: '还是慢' },
    sent: { level: 1, comment: '还是慢' },
  },
};

async function aRefusedStep(kind: CaseWish['kind']) {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
  await nextRound(bench);
  if (kind === 'confirmDelivery' || kind === 'rate')
    county.say(caseId, concluded);
  await nextRound(bench);
  county.judge = ({ envelope, operation }) =>
    operation.kind === kind
      ? { id: envelope.id, result: 'refused', code: 'invalid', paths: [] }
      : { id: envelope.id, result: 'applied' };
  must(await api.cases.act(caseId, STEPS[kind].wish));
  await nextRound(bench);
  const [row] = (await now(api.outbox.watch)).attention;
  if (row === undefined) throw new Error('nothing was refused');
  county.judge = ({ envelope }) => ({ id: envelope.id, result: 'applied' });
  const last = () => [...county.operations.values()].at(-1);
  const view = () =>
    now<CaseView | null>((tell) => api.cases.watchOne(caseId, tell));
  return { ...bench, caseId, row, last, view };
}

describe.each(Object.keys(STEPS) as CaseWish['kind'][])(
  'a refused step: %s',
  (kind) => {
    const { told, wrong, right, sent } = STEPS[kind];

    it('guarantee 5: is put right in words, keeps what was signed, and takes its own place', async () => {
      const bench = await aRefusedStep(kind);
      const { api, row } = bench;
      expect(row).toMatchObject({ kind, remedy: 'edit' });
      expect(must(await api.outbox.readStep(row.operationId))).toEqual(told);
      expect((await api.outbox.mendStep(row.operationId, wrong)).ok).toBe(
        false,
      );
      must(await api.outbox.mendStep(row.operationId, right));
      await nextRound(bench);
      const { attention, unsent } = await now(api.outbox.watch);
      expect(attention).toEqual([]);
      expect(unsent.operations).toBe(0);
      expect(bench.last()?.operation).toMatchObject({ kind, ...sent });
      expect(bench.last()?.envelope.id).not.toBe(row.operationId);
      expect((await bench.view())?.trouble).toBeNull();
      // Once is enough.
      expect(await api.outbox.mendStep(row.operationId, right)).toMatchObject({
        ok: false,
        code: 'operationNotFound',
      });
    });

    it('is sent again as it is, or taken back with a reason, and the tray is empty', async () => {
      const again = await aRefusedStep(kind);
      must(await again.api.outbox.sendAgain(again.row.operationId));
      await nextRound(again);
      expect((await now(again.api.outbox.watch)).attention).toEqual([]);
      expect(again.last()?.operation.kind).toBe(kind);

      const back = await aRefusedStep(kind);
      const why = { reason: 'enteredTwice', words: '重复了' } as const;
      must(await back.api.outbox.takeBack(back.row.operationId, why));
      await nextRound(back);
      expect((await now(back.api.outbox.watch)).attention).toEqual([]);
      expect((await back.view())?.trouble).toBeNull();
      expect(
        [...back.county.operations.values()].map(
          ({ operation }) => operation.kind,
        ),
      ).toContain('journal');
    });
  },
);

it('words of another kind of step are not taken', async () => {
  const { api, row } = await aRefusedStep('rate');
  expect(
    await api.outbox.mendStep(row.operationId, STEPS.withdraw.right),
  ).toMatchObject({ ok: false, code: 'notAllowedNow' });
});
