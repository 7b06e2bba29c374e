// A visit: several matters of one person at one sitting, named by its first case.
import { expect, it } from 'vitest';
import type { Outcome } from '../../../src/protocol/error-code.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  PIN,
  startedAnew,
} from '../a-device.ts';

/** Whose everything is in a filled draft. */
const ID_NO = '000000194001050025';

const ids = (visit: Outcome<CaseView[]>) =>
  must(visit).map(({ caseId }) => caseId);

it('holds the cases that were begun from one of it, in their order, also after a start; the county reads the first one’s id in the others', async () => {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const submit = async (sameVisitAs?: string) => {
    const draftId = await aFilledDraft(
      api,
      sameVisitAs === undefined ? {} : { sameVisitAs },
    );
    return must(await api.drafts.submit(draftId)).caseId;
  };
  const first = await submit();
  const other = await submit();
  const second = await submit(first);
  const third = await submit(second);
  const again = await startedAnew(bench, { isKilled: true });
  must(await again.api.device.unlock('clerk-1', PIN));
  for (const caseId of [first, second, third])
    expect(ids(await again.api.cases.visit(caseId))).toEqual([
      first,
      second,
      third,
    ]);
  expect(ids(await again.api.cases.visit(other))).toEqual([other]);

  await nextRound(again);
  const submits = [...county.operations.values()].flatMap(({ operation }) =>
    operation.kind === 'submit' ? [operation.visitId] : [],
  );
  expect(submits).toEqual([undefined, undefined, first, first]);
});

it('ends with the sitting: what begins from it a day later names another, and a case that was handed in that late still has its own sheet', async () => {
  const { api, passMs } = await anEnrolledDevice();
  const begin = (sameVisitAs?: string) =>
    aFilledDraft(api, sameVisitAs === undefined ? {} : { sameVisitAs });
  const submit = async (draftId: string) =>
    must(await api.drafts.submit(draftId)).caseId;
  const first = await submit(await begin());
  const left = await begin(first);
  passMs(23 * 3_600_000);
  const second = await submit(await begin(first));
  passMs(2 * 3_600_000);
  const next = must(await api.drafts.read(await begin(second)));
  expect(next.visitId).toBe(second);
  const late = await submit(left);
  expect(ids(await api.cases.visit(late))).toEqual([first, second, late]);
});

it('a paper that was seen in it counts with the time it was seen, and not what another visit saw', async () => {
  const { api, county } = await anEnrolledDevice();
  const submit = async (draft: Parameters<typeof aFilledDraft>[1]) =>
    must(await api.drafts.submit(await aFilledDraft(api, draft))).caseId;
  const first = await submit({ photographs: 0 });
  const other = await submit({ photographs: 0 });
  county.nowMs += 600_000;
  const draftId = must(await api.drafts.create('V14', first));
  must(await api.drafts.saveAnswers(draftId, { applicantIdNo: ID_NO }));
  const like = { caseId: first, paperId: 'V02-M1' };
  const { papers } = must(await api.drafts.markSeen(draftId, 'V14-M1', like));
  expect(papers).toEqual([
    expect.objectContaining({
      how: 'seen',
      paperId: 'V14-M1',
      seenAt: '2026-11-25T02:00:00.000Z',
    }),
  ]);
  expect(
    await api.drafts.markSeen(draftId, 'V14-M1', { ...like, caseId: other }),
  ).toEqual({ ok: false, code: 'notFound' });
});

it('what was seen in it stands there once: not over another way, not after it was taken back, also not after a start, and not for somebody else', async () => {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  const filled = await aFilledDraft(api, { photographs: 0 });
  const first = must(await api.drafts.submit(filled)).caseId;
  const like = { caseId: first, paperId: 'V02-M1' };
  const begin = async () => {
    const draftId = must(await api.drafts.create('V14', first));
    must(await api.drafts.saveAnswers(draftId, { applicantIdNo: ID_NO }));
    return draftId;
  };
  const refused = { ok: false, code: 'notAllowedNow' };
  const paperOf = async (draftId: string, { drafts } = api) =>
    must(await drafts.read(draftId)).papers;

  const certified = await begin();
  must(await api.drafts.saveCertificate(certified, 'V14-M1', 'E1'));
  expect(await api.drafts.markSeen(certified, 'V14-M1', like)).toEqual(refused);
  expect(await paperOf(certified)).toMatchObject([{ how: 'eCert' }]);

  const back = await begin();
  must(await api.drafts.markSeen(back, 'V14-M1', like));
  must(await api.drafts.unmarkSeen(back, 'V14-M1'));

  const other = await begin();
  must(await api.drafts.markSeen(other, 'V14-M1', like));
  must(await api.drafts.saveAnswers(other, { applicantPhone: '07180000009' }));
  expect(await paperOf(other)).toHaveLength(1);
  must(
    await api.drafts.saveAnswers(other, {
      applicantIdNo: '000000198001050023',
    }),
  );
  expect(await paperOf(other)).toEqual([]);
  expect(await api.drafts.markSeen(other, 'V14-M1', like)).toEqual(refused);

  const again = await startedAnew(bench, { isKilled: true });
  must(await again.api.device.unlock('clerk-1', PIN));
  expect(await again.api.drafts.markSeen(back, 'V14-M1', like)).toEqual(
    refused,
  );
  expect(await paperOf(back, again.api)).toEqual([]);
  must(await again.api.drafts.markSeen(back, 'V14-M1'));
  expect(await paperOf(back, again.api)).toHaveLength(1);
});

it('is not begun from a case that is not here', async () => {
  const { api } = await anEnrolledDevice();
  expect(await api.drafts.create('V03', 'nowhere')).toEqual({
    ok: false,
    code: 'caseNotFound',
  });
});
