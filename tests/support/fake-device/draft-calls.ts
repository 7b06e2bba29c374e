import type { Answers } from '../../../src/domain/cases/answers.ts';
import { applicantName } from '../../../src/domain/rules/applicant.ts';
import type { DraftCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';
import { matterOf } from './matters.ts';
import { NOW } from './now.ts';
import { paperCalls } from './paper-calls.ts';
import { changeDraft, viewOf } from './stored-draft.ts';

export const draftCalls = (fake: FakeDevice): DraftCalls => ({
  watch: (callback) =>
    fake.drafts.watch((drafts) =>
      callback(
        drafts
          .filter(({ gone }) => !gone)
          .map((draft) => ({
            draftId: draft.draftId,
            isReadable: true,
            purpose: draft.purpose.kind,
            isRepair: draft.purpose.repairs !== undefined,
            batchId: draft.batchId,
            matterCode: draft.matterCode,
            matterShort: matterOf(draft.matterCode).short,
            applicantName:
              applicantName(matterOf(draft.matterCode), draft.answers) || null,
            savedAt: draft.savedAt,
            removedAt: draft.removedAt,
            ...(draft.homeVisitOn !== null && {
              homeVisit: {
                day: draft.homeVisitOn,
                group: fake.groups.get(draft.draftId) ?? null,
                age: 81,
                phone: '07180000009',
              },
            }),
          })),
      ),
    ),
  create: (matterCode, sameVisitAs) =>
    Promise.resolve({
      ok: true,
      value: fake.addDraft(matterCode, { visitId: sameVisitAs ?? null }),
    }),
  planVisit: (draftId, homeVisitOn) => {
    return Promise.resolve(changeDraft(fake, draftId, () => ({ homeVisitOn })));
  },
  createAnswer: (caseId) => {
    const view = fake.oneCase(caseId);
    const { correction } = view.state;
    if (correction === null)
      return Promise.resolve({ ok: false, code: 'notAllowedNow' });
    const draftId = fake.addDraft(view.matterCode, {
      answers: view.answers,
      purpose: {
        kind: 'answerCorrection',
        caseId,
        number: view.number,
        correctionEvent: correction.event,
        items: correction.items,
      },
    });
    return Promise.resolve({ ok: true, value: draftId });
  },
  createSupplement: (caseId) => {
    const view = fake.oneCase(caseId);
    const papers = view.papers.flatMap((paper) =>
      paper.how === 'photo' &&
      paper.pages.some(({ state }) => state === 'damaged')
        ? [paper.paperId]
        : [],
    );
    const draftId = fake.addDraft(view.matterCode, {
      purpose: {
        kind: 'supplement',
        caseId,
        number: view.number,
        papers,
        signature: false,
      },
    });
    return Promise.resolve({ ok: true, value: draftId });
  },
  read: (draftId) => {
    const found = fake.drafts.value.find(
      (each) => each.draftId === draftId && !each.gone,
    );
    return Promise.resolve(
      found === undefined
        ? { ok: false, code: 'draftNotFound' }
        : { ok: true, value: viewOf(found) },
    );
  },
  saveAnswers: (draftId, changes) => {
    fake.saves.push(changes);
    const done = changeDraft(fake, draftId, ({ answers }) => {
      const next: Answers = { ...answers };
      for (const [id, value] of Object.entries(changes)) {
        if (value === null) delete next[id];
        else next[id] = value;
      }
      return { answers: next };
    });
    return Promise.resolve(
      done.ok ? { ok: true, value: done.value.savedAt } : done,
    );
  },
  saveConsents: (draftId, consents) => {
    const done = changeDraft(fake, draftId, () => ({ consents }));
    return Promise.resolve(
      done.ok ? { ok: true, value: done.value.savedAt } : done,
    );
  },
  remove: (draftId) => {
    changeDraft(fake, draftId, () => ({ removedAt: NOW }));
    return Promise.resolve();
  },
  restore: (draftId) => {
    changeDraft(fake, draftId, () => ({ removedAt: null }));
    return Promise.resolve();
  },
  submit: (draftId) => {
    fake.submits += 1;
    if (fake.fails !== undefined)
      return Promise.resolve({ ok: false, code: fake.fails });
    const { matterCode, answers, papers } = fake.draft(draftId);
    const caseId = fake.addCase(matterCode, answers, { papers });
    const { number } = fake.oneCase(caseId);
    changeDraft(fake, draftId, () => ({ gone: true }));
    return Promise.resolve({
      ok: true,
      value: { caseId, number, savedAt: NOW },
    });
  },
  ...paperCalls(fake),
});
