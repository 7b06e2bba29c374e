// Who saw whom stands in a chain that nobody can change unseen.
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { appendAudit } from '../../../src/platform/audit/append-audit.ts';
import { checkAudit } from '../../../src/platform/audit/check-audit.ts';
import {
  checkExport,
  exportAudit,
} from '../../../src/platform/audit/export-audit.ts';
import {
  checkLog,
  exportLog,
  whoSaw,
} from '../../../src/platform/commands/audit-commands.ts';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { hashPassword } from '../../../src/platform/people/password.ts';
import {
  auditListSchema,
  worklistSchema,
} from '../../../src/protocol/review.ts';
import { loseHistory } from '../../support/postgres.ts';
import { aTownship, OTHER_TOWN, TOWN } from '../review/a-township.ts';

const { context, takeIn, arrive, setNow } = await aTownship();
const { sql } = context;
const app = createApp(context);
const folder = mkdtempSync(join(tmpdir(), 'vsp-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  const passwordHash = await hashPassword('right');
  for (const [id, role, audience] of [
    ['first', 'reviewer', `township:${TOWN}`],
    ['other', 'reviewer', `township:${OTHER_TOWN}`],
    ['administrator', 'administrator', 'county'],
    ['auditor', 'auditor', 'county'],
  ] as const)
    await addAccount(sql, {
      county: '422825',
      accountId: id,
      login: id,
      name: '舒示贵',
      passwordHash,
      demo: true,
      roles: [{ role, audience }],
    });
});

async function ask(who: string, path: string, body?: unknown) {
  const token = randomUUID();
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const now = context.clock();
  await addSession(sql, { county: '422825', tokenHash, accountId: who, now });
  return await app.request(`/api/v1/review${path}`, {
    headers: {
      Cookie: `__Host-session=${token}`,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/json',
    },
    ...(body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body) }),
  });
}

async function auditFor(who: string, query = '') {
  const answer = await ask(who, `/audit${query}`);
  expect(answer.status).toBe(200);
  return v.parse(auditListSchema, await answer.json()).rows;
}

const anyAct = {
  accountId: 'first',
  act: 'provedAgain',
  caseId: null,
  detail: {},
} as const;

test('who opened whose case and paper, and who was refused, is written down without a name', async () => {
  const { caseId, photographs } = await takeIn({
    photographs: 1,
    applicantName: '瞿示秀',
  });
  const [photograph] = photographs;
  if (photograph === undefined) throw new Error('no photograph');
  await arrive(photograph.ref, photograph.content);
  const { sha256 } = photograph.ref;
  await ask('first', `/cases/${caseId}`);
  await ask('first', `/cases/${caseId}/materials/${sha256}`);
  await ask('other', `/cases/${caseId}`);
  await ask('administrator', `/cases/${caseId}/materials/${sha256}`);
  await ask('administrator', '/cases');

  const rows = await auditFor('auditor', `?caseId=${caseId}`);
  expect(
    rows.toReversed().map(({ accountId, act }) => [accountId, act]),
  ).toEqual([
    ['first', 'caseOpened'],
    ['first', 'materialOpened'],
    ['other', 'refused'],
    ['administrator', 'refused'],
    // The auditor's own look at it.
    ['auditor', 'auditRead'],
  ]);
  expect(rows.at(-2)?.detail).toEqual({ sha256 });
  const all = await sql`SELECT * FROM audit`;
  expect(JSON.stringify(all)).not.toContain('瞿示秀');
  const [listRefused] = await auditFor('auditor', '?accountId=administrator');
  expect(listRefused).toMatchObject({
    act: 'refused',
    detail: { method: 'GET', route: '/api/v1/review/cases' },
  });
  const { lines } = await whoSaw(context, { case: caseId });
  expect(lines).toHaveLength(4);
});

test('everybody sees his own acts, the administrator those on settings, the auditor all', async () => {
  await appendAudit(context, {
    accountId: null,
    act: 'command',
    caseId: null,
    detail: { command: 'reset-password' },
  });
  const own = await auditFor('first');
  expect(new Set(own.map(({ accountId }) => accountId))).toEqual(
    new Set(['first']),
  );
  // Asking for another's gives one's own.
  const asked = await auditFor('first', '?accountId=other');
  expect(asked.every(({ accountId }) => accountId === 'first')).toBe(true);
  const settings = await auditFor('administrator');
  expect(settings.map(({ act }) => act)).toContain('command');
  expect(settings.every(({ caseId }) => caseId === null)).toBe(true);
  const acts = (await auditFor('auditor')).map(({ act }) => act);
  expect(acts).toEqual(expect.arrayContaining(['command', 'caseOpened']));
});

test('a person is found by a whole identity number, and neither it nor a name stands in the log', async () => {
  const { caseId } = await takeIn({ applicantName: '覃示平' });
  const found = await ask('first', '/cases/search', {
    search: '000000 19340521 0027',
  });
  const { rows } = v.parse(worklistSchema, await found.json());
  expect(rows.map((row) => row.caseId)).toContain(caseId);
  const foreign = await ask('other', '/cases/search', {
    search: '000000193405210027',
  });
  expect(v.parse(worklistSchema, await foreign.json()).rows).toEqual([]);
  await ask('first', '/cases/search', { search: '覃示平' });
  const [byName] = await auditFor('first');
  expect(byName).toMatchObject({ act: 'personsSearched', detail: { rows: 1 } });
  const all = JSON.stringify(await sql`SELECT * FROM audit`);
  expect(all).not.toContain('覃示平');
  expect(all).not.toContain('193405210027');
});

test('whoever opens more than 200 cases in an hour raises an alarm, once', async () => {
  const open = async () =>
    await appendAudit(context, {
      accountId: 'other',
      act: 'caseOpened',
      caseId: randomUUID(),
      detail: {},
    });
  for (let i = 0; i < 199; i += 1) await open();
  const alarms = async () =>
    await sql`SELECT 1 FROM audit WHERE act = 'manyOpened'`;
  const own = async () => {
    const { caseId } = await takeIn({ town9: OTHER_TOWN });
    await ask('other', `/cases/${caseId}`);
  };
  await own();
  expect(await alarms()).toHaveLength(0);
  await own();
  expect(await alarms()).toHaveLength(1);
  await own();
  expect(await alarms()).toHaveLength(1);
  setNow('2026-11-25T03:30:00Z');
  await own();
  expect(await alarms()).toHaveLength(1);
  setNow('2026-11-25T02:00:00Z');
});

test('many at once are one chain', async () => {
  await Promise.all(
    Array.from({ length: 20 }, () => appendAudit(context, anyAct)),
  );
  expect(await checkAudit(context)).toMatchObject({ ok: true });
});

test('no row can be changed or taken out in the ordinary way', async () => {
  await expect(sql`UPDATE audit SET act = 'x'`).rejects.toThrow();
  await expect(sql`DELETE FROM audit`).rejects.toThrow();
});

test('a row that was altered, taken out or cut off by force is found', async () => {
  await appendAudit(context, anyAct);
  const tampered = async (tamper: string): Promise<unknown> => {
    let checked: unknown;
    await loseHistory(sql, async (tx) => {
      await tx.unsafe(tamper);
      checked = await checkAudit({ ...context, sql: tx as never });
      // As it was.
      throw new Error('back');
    }).catch((error: Error) => {
      if (error.message !== 'back') throw error;
    });
    return checked;
  };
  const head = await checkAudit(context);
  if (!head.ok) throw new Error(head.why);
  const { n } = head.head;
  expect(
    await tampered(`UPDATE audit SET account_id = 'x' WHERE n = 3`),
  ).toEqual({ ok: false, n: 3, why: 'altered' });
  expect(
    await tampered(
      `UPDATE audit SET entry = replace(entry, 'first', 'other') WHERE n = 1`,
    ),
  ).toEqual({ ok: false, n: 1, why: 'altered' });
  expect(await tampered('DELETE FROM audit WHERE n = 5')).toEqual({
    ok: false,
    n: 5,
    why: 'missing',
  });
  expect(await tampered(`DELETE FROM audit WHERE n = ${n}`)).toEqual({
    ok: false,
    n,
    why: 'missing',
  });
  // Whoever knows how the chain is made does not have the key of its end.
  expect(
    await tampered(`
      DELETE FROM audit WHERE n = ${n};
      UPDATE audit_heads SET n = ${n - 1},
        hash = (SELECT hash FROM audit WHERE n = ${n - 1})`),
  ).toEqual({ ok: false, n: n - 1, why: 'end' });
  expect(await checkAudit(context)).toMatchObject({ ok: true });
});

test('an exported file is private, whole and signed, and tells when the log was changed since', async () => {
  const path = join(folder, 'audit.jsonl');
  expect(await exportLog(context, { out: path })).toMatchObject({ ok: true });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const last = JSON.parse(lines.at(-2) ?? '') as { entry: string };
  expect(JSON.parse(last.entry)).toMatchObject({ act: 'auditExported' });
  // What is there is never written over.
  await expect(exportAudit(context, path)).rejects.toThrow('EEXIST');

  await appendAudit(context, anyAct);
  expect(await checkLog(context, { file: path })).toMatchObject({ ok: true });
  const bent = join(folder, 'bent.jsonl');
  const write = (changed: string[]) =>
    writeFileSync(bent, `${changed.join('\n')}\n`);
  write(
    lines.with(2, (lines[2] ?? '').replace(/"act\\":\\"\w/, '"act\\":\\"x')),
  );
  expect(await checkExport(context, bent)).toEqual({
    ok: false,
    why: 'line',
    line: 3,
  });
  write(lines.slice(0, -1));
  expect(await checkExport(context, bent)).toMatchObject({ why: 'signature' });
  write([...lines.slice(0, -2), lines.at(-1) ?? '']);
  expect(await checkExport(context, bent)).toMatchObject({ why: 'signature' });

  // A log made anew by somebody who has the key too, but not the past.
  await loseHistory(sql, async (tx) => {
    await tx`DELETE FROM audit`;
    await tx`DELETE FROM audit_heads`;
  });
  for (let i = 0; i < lines.length; i += 1) await appendAudit(context, anyAct);
  expect(await checkAudit(context)).toMatchObject({ ok: true });
  expect(await checkExport(context, path)).toMatchObject({ why: 'log' });
  expect((await checkLog(context, { file: path })).ok).toBe(false);
});

test('what was written down as openings before is the beginning of the chain', async () => {
  const migration = (name: string) =>
    readFileSync(`src/platform/database/migrations/${name}.sql`, 'utf8');
  await sql.unsafe('DROP TABLE audit; DROP TABLE audit_heads');
  await sql.unsafe(migration('0013_openings'));
  const caseId = randomUUID();
  for (const [county, sha256, isRefused] of [
    ['422825', null, false],
    ['999999', null, false],
    ['422825', 'a'.repeat(64), false],
    ['422825', null, true],
  ] as const)
    await sql`
      INSERT INTO openings (county, at, account_id, case_id, sha256, is_refused)
      VALUES (${county}, now(), 'first', ${caseId}, ${sha256}, ${isRefused})`;
  await sql.unsafe(migration('0022_audit'));
  await appendAudit(context, anyAct);
  expect(await checkAudit(context)).toMatchObject({ ok: true, head: { n: 4 } });
  const rows = await auditFor('auditor', `?caseId=${caseId}`);
  expect(rows.toReversed().map(({ act }) => act)).toEqual([
    'caseOpened',
    'materialOpened',
    'refused',
    'auditRead',
  ]);
});
