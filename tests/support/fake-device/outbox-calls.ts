import type { OutboxCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

export const outboxCalls = (fake: FakeDevice): OutboxCalls => ({
  watch: fake.outbox.watch,
  repair: (operationId) => {
    const row = fake.outbox.value.attention.find(
      (each) => each.operationId === operationId,
    );
    if (row === undefined || row.caseId === null)
      return Promise.resolve({ ok: false, code: 'operationNotFound' });
    const { matterCode, answers, number } = fake.oneCase(row.caseId);
    const { caseId, code, paths } = row;
    const draftId = fake.addDraft(matterCode, {
      answers,
      purpose: {
        kind: 'submit',
        repairs: { operationId, caseId, number, code, paths },
      },
    });
    return Promise.resolve({ ok: true, value: draftId });
  },
  readStep: () => Promise.resolve({ ok: true, value: fake.step }),
  mendStep: (operationId, words) => {
    fake.mended.push(words);
    leaveTray(fake, operationId);
    return Promise.resolve({ ok: true, value: null });
  },
  sendAgain: (operationId) => {
    leaveTray(fake, operationId);
    return Promise.resolve({ ok: true, value: null });
  },
  takeBack: (operationId, why) => {
    fake.takenBack.push({ operationId, ...why });
    leaveTray(fake, operationId);
    return Promise.resolve({ ok: true, value: null });
  },
});

function leaveTray(fake: FakeDevice, operationId: string): void {
  const { attention } = fake.outbox.value;
  fake.outbox.set({
    ...fake.outbox.value,
    attention: attention.filter((each) => each.operationId !== operationId),
  });
}
