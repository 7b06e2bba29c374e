// Of which bundle a case is a part: kept at intake, and how far all of it is.
import { expect, test } from 'vitest';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { reviewer } from '../review/a-township.ts';
import { aCase } from './a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const device = await TestDevice.ready(platform, '422825201237');

async function seen(caseId: string) {
  const [row] = await sql<{ town9: string }[]>`
    SELECT town9 FROM cases WHERE case_id = ${caseId}`;
  const read = await readCase(context, reviewer(row?.town9 ?? ''), caseId);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

test('a case shows its bundle, with as many of its parts done as have come to their end; the others of it are beside it', async () => {
  const ofBundle = {
    bundleId: crypto.randomUUID(),
    bundle: { code: 'B01', parts: ['X-DEATH', 'V22', 'V04'] },
  };
  const first = await aCase(device, ofBundle);
  const second = await aCase(device, { ...ofBundle, visitId: first.caseId });
  const other = await aCase(device);
  expect((await seen(first.caseId)).bundle).toEqual({
    name: '身后一件事',
    done: 0,
    parts: 3,
  });
  await sql`
    UPDATE cases SET state = jsonb_set(state, '{endedAt}', '"2026-11-30T08:00:00.000Z"')
    WHERE case_id = ${second.caseId}`;
  const now = await seen(first.caseId);
  expect(now.bundle).toMatchObject({ done: 1, parts: 3 });
  expect(now.sameVisit).toEqual([
    expect.objectContaining({ caseId: second.caseId }),
  ]);
  expect((await seen(other.caseId)).bundle).toBeNull();
  // Another station that claims it learns nothing of how far it is.
  const stranger = await TestDevice.ready(platform, '422825201200');
  const claimed = await aCase(stranger, ofBundle);
  expect((await seen(claimed.caseId)).bundle).toMatchObject({ done: 0 });
});
