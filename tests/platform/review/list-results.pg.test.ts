// What is to be handed over: whose it is to see, and until when it stands there.
import { expect, test } from 'vitest';
import { listResults } from '../../../src/platform/review/list-results.ts';
import { atWindow, conclude } from './golden-steps.ts';
import { aCounty, principalOf } from './golden-county.ts';

const county = await aCounty();
const { context, decides } = county;

const listed = async (who: Parameters<typeof principalOf>[0]) => {
  const page = await listResults(context, principalOf(who), null);
  return page.ok ? page.value.rows : page.code;
};

test('a result stands with its window and its township until somebody has it', async () => {
  const { caseId, number } = await county.takesIn('V19');
  const other = await county.takesIn('V19');
  for (const each of [caseId, other.caseId])
    await decides('town', each, { act: 'accept' });
  expect(await listed('window')).toEqual([]);
  // Nothing to fetch; and something that the window does not hand over.
  await decides('town', other.caseId, { act: 'conclude', ...conclude });
  const done = await decides('town', caseId, { act: 'conclude', ...atWindow });
  expect(done.status).toBe(200);

  const seen = await listed('window');
  expect(seen).toEqual([
    expect.objectContaining({
      caseId,
      number,
      result: '审批结果',
      resultNumber: null,
      pickup: '响龙村便民服务站',
      posted: null,
    }),
  ]);
  expect(Object.keys(seen[0] ?? {})).not.toContain('answers');
  expect(await listed('town')).toEqual(seen);
  expect(await listed('agri')).toBe('forbidden');
  expect(await listed('county')).toBe('forbidden');

  const issued = { name: '光荣证', number: '鄂宣0001号' };
  await decides('town', caseId, { act: 'issueResult', ...issued });
  const sent = { carrier: '中国邮政', trackingNumber: 'EB123456789CN' };
  expect(
    (await decides('window', caseId, { act: 'post', ...sent })).status,
  ).toBe(200);
  expect(await listed('window')).toEqual([
    expect.objectContaining({
      result: '光荣证',
      resultNumber: '鄂宣0001号',
      posted: sent,
    }),
  ]);
  await decides('window', caseId, {
    act: 'handOver',
    receivedBy: '姚示江',
    by: 'post',
  });
  expect(await listed('window')).toEqual([]);
});
