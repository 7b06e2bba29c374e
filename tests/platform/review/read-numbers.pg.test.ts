// Whole identity and account numbers: after a fresh login only, each time written down.
import { expect, test } from 'vitest';
import type { SignedIn } from '../../../src/platform/people/permissions.ts';
import { readNumbers } from '../../../src/platform/review/read-numbers.ts';
import {
  aTownship,
  administrator,
  OTHER_TOWN,
  reviewer,
} from './a-township.ts';

const { context, takeIn, setNow } = await aTownship();
const LOGIN = '2026-11-25T02:00:00.000Z';

const signedIn = (who = reviewer(), provedAt = LOGIN): SignedIn => ({
  ...who,
  provedAt,
});

async function auditOf(caseId: string): Promise<string[]> {
  const rows = await context.sql<{ act: string }[]>`
    SELECT act FROM audit WHERE case_id = ${caseId} ORDER BY n`;
  return rows.map(({ act }) => act);
}

test('within five minutes of his password a reviewer has them whole, and it is written down', async () => {
  const { caseId } = await takeIn();
  setNow('2026-11-25T02:04:59Z');
  expect(await readNumbers(context, signedIn(), caseId)).toEqual({
    ok: true,
    value: {
      version: 1,
      answers: [{ path: 'applicantIdNo', value: '000000193405210027' }],
      certificates: [],
    },
  });
  expect(await auditOf(caseId)).toEqual(['numbersOpened']);
});

test('later he is asked for it again, and nothing is shown or written down', async () => {
  const { caseId } = await takeIn();
  setNow('2026-11-25T02:05:00Z');
  expect(await readNumbers(context, signedIn(), caseId)).toEqual({
    ok: false,
    code: 'freshLoginNeeded',
  });
  expect(await auditOf(caseId)).toEqual([]);
  const again = signedIn(reviewer(), '2026-11-25T02:04:58.000Z');
  expect(await readNumbers(context, again, caseId)).toMatchObject({ ok: true });
});

test('a fresh login gives nobody what the matrix does not', async () => {
  setNow('2026-11-25T02:00:10Z');
  const { caseId } = await takeIn();
  const auditor = {
    accountId: 'S40',
    name: '向示兰',
    roles: [{ role: 'auditor', audience: 'county' }],
  } as const;
  for (const who of [reviewer(OTHER_TOWN), administrator, auditor])
    expect(await readNumbers(context, signedIn(who), caseId)).toEqual({
      ok: false,
      code: 'forbidden',
    });
  expect(await auditOf(caseId)).toEqual([]);
});
