// The log of who saw whom in a table a month: whole, in its order, and never in the way
// of what is to be written.
import { expect, test } from 'vitest';
import { appendAudit } from '../../../src/platform/audit/append-audit.ts';
import { checkAudit } from '../../../src/platform/audit/check-audit.ts';
import { readyAuditMonths } from '../../../src/platform/audit/ready-months.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const { context, setNow } = await startTestPlatform();
const { sql } = context;

async function write(at: string): Promise<void> {
  setNow(at);
  await appendAudit(context, {
    accountId: 'S11',
    act: 'personsSearched',
    caseId: null,
    detail: { term: at, rows: 0 },
  });
}

const partsOf = async (year: string) => {
  const rows = await sql<{ part: string; lines: number }[]>`
    SELECT tableoid::regclass::text AS part, count(*)::int AS lines FROM audit
    WHERE extract(year FROM at AT TIME ZONE 'UTC') = ${year} GROUP BY 1 ORDER BY 1`;
  return rows.map(({ part, lines }) => [part, lines]);
};

test('each month is written into its own part, however many make it ready', async () => {
  setNow('2031-01-15T00:00:00Z');
  await Promise.all([
    readyAuditMonths(context),
    readyAuditMonths(context),
    readyAuditMonths(context),
  ]);
  await write('2031-01-31T23:59:59.999Z');
  await write('2031-02-01T00:00:00Z');
  await write('2031-03-31T23:00:00Z');
  expect(await partsOf('2031')).toEqual([
    ['audit_2031_01', 1],
    ['audit_2031_02', 1],
    ['audit_2031_03', 1],
  ]);
});

test('a month that nobody made ready is written all the same, and stays where it is', async () => {
  await write('2032-05-05T00:00:00Z');
  await readyAuditMonths(context);
  await write('2032-05-06T00:00:00Z');
  await write('2032-06-01T00:00:00Z');
  expect(await partsOf('2032')).toEqual([
    ['audit_2032_06', 1],
    ['audit_other_months', 2],
  ]);
});

test('a month waits for whoever reads the log for long, and nobody waits for the month', async () => {
  const reader = await sql.reserve();
  await reader`BEGIN`;
  await reader`SELECT 1 FROM audit LIMIT 1`;
  setNow('2033-01-15T00:00:00Z');
  await readyAuditMonths(context);
  await write('2033-01-15T00:00:00Z');
  await reader`COMMIT`;
  reader.release();
  await readyAuditMonths(context);
  await write('2033-02-01T00:00:00Z');
  expect(await partsOf('2033')).toEqual([
    ['audit_2033_02', 1],
    ['audit_other_months', 1],
  ]);
});

test('the chain is whole over all parts, and none of them lets a line be changed', async () => {
  const checked = await checkAudit(context);
  expect(checked).toMatchObject({ ok: true });
  for (const part of ['audit_2031_01', 'audit_other_months', 'audit'])
    await expect(sql`DELETE FROM ${sql(part)}`).rejects.toThrow('history');
});
