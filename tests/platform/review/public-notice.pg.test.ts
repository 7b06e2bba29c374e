// What is posted for all to read: whitelisted words, and never a child.
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { aCounty } from './golden-county.ts';

const county = await aCounty();
const { context, decides } = county;

async function accepted(matter: string, change: Answers = {}) {
  const { caseId } = await county.takesIn(matter, change);
  expect((await decides('town', caseId, { act: 'accept' })).status).toBe(200);
  return caseId;
}

const posts = async (caseId: string, publicNotice: object) =>
  await decides('town', caseId, {
    act: 'startSpecial',
    procedure: '公示',
    ground: '按规定在村务公开栏公示七天',
    publicNotice: { amount: null, ...publicNotice },
  });

async function posted(caseId: string) {
  const events = await readEvents(context.sql, '422825', caseId);
  const body = events.at(-1)?.body;
  return body?.kind === 'specialStarted' ? body.posted : undefined;
}

test('a public notice holds name, village group, item and amount, and nothing else', async () => {
  const caseId = await accepted('V14');
  for (const amount of [
    '账号6217000012345678',
    '62170 00012 34567',
    '420101199001010012元',
    '每月100元，电话13800000000',
    '其子姚示生500元',
    '每月100元（重度残疾）',
  ])
    expect(await posts(caseId, { amount })).toMatchObject({
      status: 400,
      body: { code: 'badRequest', missing: ['publicNotice.amount'] },
    });
  expect((await posts(caseId, { amount: '每月100元' })).status).toBe(200);
  expect(await posted(caseId)).toEqual({
    name: expect.any(String) as string,
    group: expect.stringMatching(/^\S+[镇乡]\S*村\d*组?$/) as string,
    item: expect.stringContaining('高龄津贴') as string,
    amount: '每月100元',
  });
});

test.each([
  '每人每月650元，共3人',
  '12.5亩',
  '占地120平方米、2层',
  '1000元/月',
  '8立方米，40株',
])('%s is an amount', async (amount) => {
  const caseId = await accepted('V14');
  expect((await posts(caseId, { amount })).status).toBe(200);
  expect((await posted(caseId))?.amount).toBe(amount);
});

test('a child is never posted, even where the office says that he is grown up', async () => {
  const caseId = await accepted('V11', {
    applicantIdNo: '000000201005020010',
  });
  for (const publicNotice of [{}, { isAdult: true }])
    expect(await posts(caseId, publicNotice)).toMatchObject({
      status: 409,
      body: { code: 'notAllowed' },
    });
  expect(await posted(caseId)).toBeUndefined();
});

test('whose age no number tells is a child until the office has seen that he is none', async () => {
  const caseId = await accepted('V11');
  await context.sql`DELETE FROM case_secrets
    WHERE case_id = ${caseId} AND path = 'applicantIdNo'`;
  expect(await posts(caseId, {})).toMatchObject({
    status: 400,
    body: { code: 'badRequest', missing: ['publicNotice.isAdult'] },
  });
  expect((await posts(caseId, { isAdult: true })).status).toBe(200);
});

test('of a family’s application the one who made it is posted, and no child of it', async () => {
  const caseId = await accepted('V32');
  expect((await posts(caseId, { amount: '3000元/年' })).status).toBe(200);
  const words = JSON.stringify(await posted(caseId));
  expect(words).toContain('姚示江');
  expect(words).not.toContain('姚示生');
});
