// The paper of a decision before it is decided: the same words as the one that is then
// issued, and nothing of it is kept.
import { expect, test } from 'vitest';
import type { ToldDecision } from '../../../src/protocol/review.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import { previewNotice } from '../../../src/platform/review/preview-notice.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { aTownship, OTHER_TOWN, reviewer } from './a-township.ts';

const township = await aTownship();
const { context, takeIn } = township;
const { sql } = context;

const counts = async () => ({
  notices: (await sql`SELECT count(*)::int AS n FROM notices`)[0],
  events: (await sql`SELECT count(*)::int AS n FROM events`)[0],
});

const decisions: ToldDecision[] = [
  { act: 'accept', version: 1 },
  {
    act: 'requestCorrection',
    version: 1,
    workdays: 10,
    items: [
      { about: 'V14-M2', target: 'paper', reason: '看不清', fix: '请重拍' },
    ],
  },
  {
    act: 'refuse',
    version: 1,
    reason: '户口不在本县，依法不该受理',
    authority: '',
  },
];

test.each(decisions)(
  'what $act would issue is what it issues',
  async (decision) => {
    const { caseId } = await takeIn({});
    const before = await counts();
    const seen = await previewNotice(context, reviewer(), {
      caseId,
      decision,
    });
    if (!seen.ok) throw new Error(seen.code);
    expect(seen.value.to).toContain('姚示江');
    expect(await counts()).toEqual(before);
    expect(
      await decide(context, reviewer(), { caseId, decision }),
    ).toMatchObject({ ok: true });
    const read = await readCase(context, reviewer(), caseId);
    const body = read.ok ? read.value.events.at(-1)?.body : undefined;
    expect(body && 'notice' in body ? body.notice?.number : '').toMatch(/号$/);
  },
);

test('who may not decide sees no paper, and who looked before another decided is told', async () => {
  const { caseId } = await takeIn({});
  const decision = { act: 'accept', version: 1 } as const;
  expect(
    await previewNotice(context, reviewer(OTHER_TOWN), { caseId, decision }),
  ).toMatchObject({ code: 'forbidden' });
  await decide(context, reviewer(), { caseId, decision });
  expect(
    await previewNotice(context, reviewer(), { caseId, decision }),
  ).toMatchObject({ code: 'changed', act: 'accepted' });
});
