import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { appendAudit } from '../../../src/platform/audit/append-audit.ts';
import type { SignedIn } from '../../../src/platform/people/permissions.ts';
import { exportCases } from '../../../src/platform/review/export-cases.ts';
import { readXlsx } from '../../../src/platform/spreadsheet/read-xlsx.ts';
import type { ExportFormat } from '../../../src/protocol/case-export.ts';
import { worklistText } from '../../../src/text/review.ts';
import {
  administrator,
  aTownship,
  handler,
  OTHER_TOWN,
  reviewer,
} from './a-township.ts';

const { context, takeIn } = await aTownship();
const signedIn = (principal: Parameters<typeof fresh>[0]) => fresh(principal);
function fresh(principal: ReturnType<typeof reviewer>, ago = 0): SignedIn {
  const provedAt = new Date(context.clock().getTime() - ago).toISOString();
  return { ...principal, provedAt };
}
async function lines(
  principal: SignedIn,
  wish: { search?: string; format?: ExportFormat } = {},
): Promise<string[][]> {
  const { search = '', format = 'xlsx' } = wish;
  const made = await exportCases(context, principal, {
    status: undefined,
    search,
    format,
  });
  if (!made.ok) throw new Error(made.code);
  if (format === 'csv')
    return [[new TextDecoder('utf-8', { ignoreBOM: true }).decode(made.value)]];
  const read = readXlsx(made.value);
  if (!read.ok) throw new Error(read.code);
  return read.value[0]?.rows.map((row) => [...row]) ?? [];
}

test('the list is a file of the columns on the screen, of the own jurisdiction, and the log says who took how many', async () => {
  const { number } = await takeIn({ applicantName: '姚示江' });
  await takeIn({ town9: OTHER_TOWN, applicantName: '覃示秋' });
  const [heads, ...rows] = await lines(signedIn(reviewer()));
  expect(heads).toEqual(Object.values(worklistText.columns));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.[2]).toBe('姚示江');
  expect(rows[0]?.[3]?.replaceAll(' ', '')).toBe(number.slice(-9));
  const all = rows.flat().join('\n');
  // The identity number is on no screen of the list.
  expect(all).not.toContain('0027');
  const [noted] = await context.sql<{ act: string; entry: string }[]>`
    SELECT act, entry FROM audit ORDER BY n DESC LIMIT 1`;
  expect(noted?.act).toBe('rowsExported');
  expect(JSON.parse(noted?.entry ?? '')).toMatchObject({
    accountId: 'S11',
    detail: { rows: 1, format: 'xlsx' },
  });
});

test('a name that begins as a formula is text in the CSV, and it opens in Chinese', async () => {
  await takeIn({ applicantName: '=HYPERLINK("http://x")' });
  const csv = (await lines(signedIn(reviewer()), { format: 'csv' })).join();
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
});

test('a search bounds the file, and is an act of its own in the log', async () => {
  const rows = await lines(signedIn(reviewer()), { search: '姚示江' });
  expect(rows).toHaveLength(2);
  const acts = await context.sql<{ act: string }[]>`
    SELECT act FROM audit ORDER BY n DESC LIMIT 2`;
  expect(acts.map(({ act }) => act)).toEqual([
    'rowsExported',
    'personsSearched',
  ]);
});

test('the rows of a file count as cases opened: more than 200 in an hour raise the alarm, once', async () => {
  const taker = signedIn(reviewer(undefined, 'S19'));
  for (let i = 0; i < 198; i += 1)
    await appendAudit(context, {
      accountId: 'S19',
      act: 'caseOpened',
      caseId: randomUUID(),
      detail: {},
    });
  const alarms = async () =>
    await context.sql`SELECT 1 FROM audit WHERE act = 'manyOpened'`;
  await lines(taker);
  expect(await alarms()).toHaveLength(0);
  await lines(taker);
  expect(await alarms()).toHaveLength(1);
  await lines(taker);
  expect(await alarms()).toHaveLength(1);
});

test('it wants a fresh login, and a role that may', async () => {
  const wish = { status: undefined, search: '', format: 'csv' } as const;
  expect(
    await exportCases(context, fresh(reviewer(), 3_600_000), wish),
  ).toEqual({ ok: false, code: 'freshLoginNeeded' });
  expect(await exportCases(context, signedIn(administrator), wish)).toEqual({
    ok: false,
    code: 'forbidden',
  });
  // Nothing was dispatched to it.
  expect(await lines(signedIn(handler('rsj')))).toHaveLength(1);
});
