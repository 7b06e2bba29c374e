import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkCommitment } from '../../../src/platform/review/check-commitment.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import type { CommitmentCheck } from '../../../src/protocol/commitment-checks.ts';
import { eventInWords } from '../../../src/text/review-events.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { ACCEPTED, aCase, decide, historyOf } from '../intake/a-case.ts';
import { OTHER_TOWN, reviewer } from './a-township.ts';

const TOWN = '422825201';
const platform = await startTestPlatform();
const { context } = platform;
const device = await TestDevice.ready(platform, '422825201237');
const PROMISE = {
  how: 'commitment',
  paperId: 'V14-M2',
  signature: {
    sha256: createHash('sha256').update(randomBytes(8)).digest('hex'),
    key: randomBytes(32).toString('base64url'),
    bytes: 1000,
    mediaType: 'image/png',
  },
} as const;

const check = (
  caseId: string,
  change: Partial<CommitmentCheck> = {},
  who = reviewer(TOWN),
) =>
  checkCommitment(context, who, {
    caseId,
    check: {
      version: 1,
      paperId: 'V14-M2',
      found: 'kept',
      note: '比对户籍信息，一致',
      ...change,
    },
  });

async function open(caseId: string) {
  const read = await readCase(context, reviewer(TOWN), caseId);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

test('a promise is found kept, or breached with what the commitment says of that; it stays the promise and the case where it was', async () => {
  const { caseId } = await aCase(device, { papers: [PROMISE] });
  expect((await open(caseId)).papers[0]?.check).toBeNull();
  expect(await check(caseId)).toMatchObject({ ok: true });
  expect((await open(caseId)).papers[0]).toMatchObject({
    how: 'commitment',
    check: { found: 'kept', note: '比对户籍信息，一致' },
  });

  await decide(platform, caseId, ACCEPTED);
  const note = '上门核查，户口已经迁走';
  expect(
    await check(caseId, { version: 3, found: 'breached', note }),
  ).toMatchObject({ ok: true, value: { version: 4 } });
  const { papers, row, events } = await open(caseId);
  expect(papers[0]?.check).toMatchObject({ found: 'breached', note });
  expect(row.display).toBe('accepted');
  const last = events.at(-1);
  const said = last && eventInWords(last).detail;
  expect(said).toContain(note);
  expect(said).toContain('停办、退回所得、承担法律责任');
});

test('only a promise that stands is checked, by who judges the case and has seen it as it is', async () => {
  const { caseId } = await aCase(device, {
    papers: [
      PROMISE,
      { how: 'seen', paperId: 'V14-M1', seenAt: '2026-11-25T02:00:00.000Z' },
    ],
  });
  expect(await check(caseId, { paperId: 'V14-M1' })).toMatchObject({
    code: 'notAllowed',
  });
  expect(await check(caseId, { version: 0 })).toMatchObject({
    code: 'changed',
    version: 1,
  });
  for (const who of [
    reviewer(OTHER_TOWN),
    // Who took it in may be a reviewer elsewhere.
    reviewer(TOWN, 'demo-clerk'),
  ])
    expect(await check(caseId, {}, who)).toMatchObject({ code: 'forbidden' });
  await decide(platform, caseId, { kind: 'withdrawn', reason: 'x' });
  expect(await check(caseId, { version: 2 })).toMatchObject({
    code: 'notAllowed',
  });
  expect(await historyOf(platform, caseId)).toEqual(['received', 'withdrawn']);
});
