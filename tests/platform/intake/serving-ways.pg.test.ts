// How a case was served and which visit it is of: kept at intake, shown to whoever may
// open the cases anyway.
import { expect, test } from 'vitest';
import type { SubmitOperation } from '../../../src/domain/cases/operation.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { reviewer } from '../review/a-township.ts';
import { aCase } from './a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const device = await TestDevice.ready(platform, '422825201237');

async function townOf(caseId: string): Promise<string> {
  const [row] = await sql<{ town9: string }[]>`
    SELECT town9 FROM cases WHERE case_id = ${caseId}`;
  return row?.town9 ?? '';
}

const seen = async (caseId: string) => {
  const read = await readCase(context, reviewer(await townOf(caseId)), caseId);
  if (!read.ok) throw new Error(read.code);
  return read.value;
};

test('a case shows how it was served, how long its person waited, and what else he had at that sitting', async () => {
  const servingWays: SubmitOperation['servingWays'] = [
    'counter',
    'extendedHours',
  ];
  const walkIn = { ticket: 'A012', waitedS: 240, handledS: 600 };
  const at = '2026-11-25T02:00:00.000Z';
  const first = await aCase(device, {
    servingWays,
    walkIn,
    consents: [{ id: 'mandate', at }],
  });
  const second = await aCase(device, { visitId: first.caseId });
  const other = await aCase(device);
  expect(await seen(first.caseId)).toMatchObject({
    servingWays: expect.arrayContaining(servingWays),
    walkIn,
    mandateAt: at,
    sameVisit: [{ caseId: second.caseId, display: 'received' }],
  });
  expect((await seen(second.caseId)).sameVisit).toEqual([
    expect.objectContaining({ caseId: first.caseId }),
  ]);
  expect(await seen(second.caseId)).toMatchObject({
    walkIn: null,
    mandateAt: null,
  });
  expect((await seen(other.caseId)).sameVisit).toEqual([]);
});

test('a device of another station that claims the visit does not come into it', async () => {
  const stranger = await TestDevice.ready(platform, '422825201200');
  const first = await aCase(device);
  const claimed = await aCase(stranger, { visitId: first.caseId });
  expect(await townOf(claimed.caseId)).toBe(await townOf(first.caseId));
  expect((await seen(first.caseId)).sameVisit).toEqual([]);
  expect((await seen(claimed.caseId)).sameVisit).toEqual([]);
});

test('whoever may not open a case does not learn of it by another of the visit', async () => {
  const first = await aCase(device);
  const second = await aCase(device, { visitId: first.caseId });
  await sql`UPDATE cases SET town9 = '422825200' WHERE case_id = ${second.caseId}`;
  expect((await seen(first.caseId)).sameVisit).toEqual([]);
});
