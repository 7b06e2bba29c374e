// The column key and the key of the materials change while the county works, and the
// change is broken off in the middle.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  rotateSecretKey,
  showKeys,
} from '../../../src/platform/commands/key-commands.ts';
import { findCase } from '../../../src/platform/database/queries/cases.ts';
import {
  openAnswers,
  openCertificate,
} from '../../../src/platform/intake/case-secrets.ts';
import {
  addNotice,
  findNotice,
} from '../../../src/platform/database/queries/notices.ts';
import {
  openNotice,
  sealNotice,
} from '../../../src/platform/notices/seal-notice.ts';
import { takeKeys } from '../../../src/platform/keys/follow-keys.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import {
  openReason,
  sealReason,
} from '../../../src/platform/people/sealed-reason.ts';
import {
  openTotpSecret,
  sealTotpSecret,
} from '../../../src/platform/people/totp-secret.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import { renewColumns } from '../../../src/platform/rotation/renew-columns.ts';
import { renewWraps } from '../../../src/platform/rotation/renew-wraps.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { aCase } from '../intake/a-case.ts';
import {
  aMaterial,
  citing,
  postWhole,
  wrongKey,
} from '../materials/a-material.ts';
import { reviewer } from '../review/a-township.ts';

const platform = await startTestPlatform();
const { context, folder } = platform;
const { sql } = context;
const keysDir = join(folder, 'keys');
const device = await TestDevice.ready(platform, '422825201237');
const me = reviewer('422825201');
const CERTIFICATE = '00000019440312004X';
const ACCOUNT = 'S900';
await sql`INSERT INTO accounts (county, account_id, login, name, password_hash, totp_secret)
  VALUES ('422825', ${ACCOUNT}, 'rotated', '舒示贵', '', ${sealTotpSecret(context, ACCOUNT, Buffer.from('factor'))})`;
const REQUEST = '00000000-0000-4000-8000-000000000001';
await sql`INSERT INTO right_requests (county, request_id, account_id, action, subject, sealed_reason, asked_at)
  VALUES ('422825', ${REQUEST}, ${ACCOUNT}, 'readCase', 'case:x', ${sealReason(context, REQUEST, 'why')}, now())`;

let nowMs = Date.now();

/** Every process has read the new key, and its time has come. */
async function comesIntoUse(): Promise<void> {
  nowMs += 120_000;
  platform.setNow(new Date(nowMs).toISOString());
  await takeKeys(context, keysDir);
}

async function found(idNo: string): Promise<number> {
  const list = await listCases(context, me, {
    status: undefined,
    search: idNo,
    before: undefined,
  });
  if (!list.ok) throw new Error(list.code);
  return list.value.rows.length;
}

/** As they were given, from the database. */
async function whole(caseId: string) {
  const row = await findCase(sql, { county: COUNTY, caseId });
  if (row === undefined) throw new Error('the case is missing');
  const [paper] = row.papers;
  return {
    answers: await openAnswers(sql, context, row),
    certificate:
      paper?.how === 'eCert' && openCertificate(context, caseId, paper),
  };
}

/** What is sealed by the first key and by a later one. */
async function sealedBy(): Promise<{ first: number; later: number }> {
  const [row] = await sql<{ first: number; later: number }[]>`
    SELECT count(*) FILTER (WHERE sealed NOT LIKE '%.%') AS first,
      count(*) FILTER (WHERE sealed LIKE '%.%' AND mac LIKE '%.%') AS later
    FROM case_secrets`;
  return row ?? { first: 0, later: 0 };
}

/** Cuts the connection that writes the nth row from now on, as a kill does. */
async function killAt(n: number): Promise<void> {
  await sql`CREATE SEQUENCE rows_written`;
  await sql.unsafe(`CREATE FUNCTION kill_at() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('rows_written') = ${n} THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
      END IF;
      RETURN NEW;
    END $$`);
  await sql`CREATE TRIGGER kill_at BEFORE UPDATE ON case_secrets
    FOR EACH ROW EXECUTE FUNCTION kill_at()`;
}

test('numbers are found and read before, during and after a change of their key, that a kill breaks off', async () => {
  const idNos = ['000000193405210027', '00000019440312004X'];
  const cases: { caseId: string }[] = [];
  for (let i = 0; i < 8; i += 1)
    cases.push(
      await aCase(device, {
        answers: { ...ANSWERS, applicantIdNo: idNos[i % 2] ?? '' },
        papers: [{ how: 'eCert', paperId: 'V14-M1', certificate: CERTIFICATE }],
      }),
    );
  const allRead = async () => {
    for (const [i, { caseId }] of cases.entries())
      expect(await whole(caseId)).toEqual({
        answers: { ...ANSWERS, applicantIdNo: idNos[i % 2] },
        certificate: CERTIFICATE,
      });
    expect([await found(idNos[0] ?? ''), await found(idNos[1] ?? '')]).toEqual([
      4, 4,
    ]);
    expect(Buffer.from(await factor()).toString()).toBe('factor');
    expect(await reason()).toBe('why');
  };
  await allRead();

  await rotateSecretKey(context, 'column', keysDir);
  await takeKeys(context, keysDir);
  // Not in use before every process has read it.
  expect(await renewColumns(context)).toBe(0);
  await comesIntoUse();
  await killAt(7);
  await expect(renewColumns(context, { atOnce: 3 })).rejects.toThrow();
  await sql`DROP TRIGGER kill_at ON case_secrets`;
  expect(await sealedBy()).toEqual({ first: 10, later: 6 });
  await allRead();
  // Who comes now is found to be the same as one before the change and as one after it.
  for (const applicantIdNo of idNos) {
    const again = await aCase(device, {
      answers: { ...ANSWERS, applicantIdNo },
    });
    const [row] = await sql<{ findings: unknown[] }[]>`
      SELECT body->'findings' AS findings FROM events
      WHERE case_id = ${again.caseId} AND kind = 'received'`;
    expect(row?.findings[0]).toMatchObject({ code: 'duplicate' });
    await sql`DELETE FROM case_secrets WHERE case_id = ${again.caseId}`;
  }

  // One that nothing opens any more keeps no other from its new key.
  const [last] = await sql<{ case_id: string; path: string; sealed: string }[]>`
    SELECT case_id, path, sealed FROM case_secrets
    WHERE sealed NOT LIKE '%.%' ORDER BY case_id, path LIMIT 1`;
  if (last === undefined) throw new Error('none is left');
  const put = (sealed: string) =>
    sql`UPDATE case_secrets SET sealed = ${sealed}
      WHERE case_id = ${last.case_id} AND path = ${last.path}`;
  await put('broken');
  expect(await renewColumns(context, { atOnce: 3 })).toBe(10 + 8 + 1 + 1);
  expect(platform.log.join('')).toContain(`${last.case_id} ${last.path}`);
  expect(await sealedBy()).toEqual({ first: 1, later: 15 });
  await put(last.sealed);
  expect(await renewColumns(context)).toBe(1);
  expect(await sealedBy()).toEqual({ first: 0, later: 16 });
  expect(await renewColumns(context)).toBe(0);
  expect((await showKeys(context)).lines.join()).toContain('还有0个号码');
  await allRead();
  // The former key opens nothing of it any more.
  const ring = context.keys.secrets.column;
  const [newest, first] = ring;
  if (first === undefined) throw new Error('two keys');
  context.keys.secrets.column = [first];
  await expect(whole(cases[0]?.caseId ?? '')).rejects.toThrow(newest.kid);
  context.keys.secrets.column = ring;
});

test('a photograph, and a notice as it was issued, open before, during and after a change of the key that wraps its own', async () => {
  const kept = [aMaterial(500), aMaterial(500), aMaterial(500)];
  for (const each of kept) {
    await device.push(await citing(device, wrongKey(each)));
    await device.push(await citing(device, each.ref));
    expect((await postWhole(device, each)).status).toBe(201);
  }
  const at = { caseId: (await aCase(device)).caseId, n: 1 };
  const page = '<p>受理通知书</p>';
  await addNotice(sql, {
    county: COUNTY,
    ...at,
    kind: 'acceptance',
    year: 2026,
    serial: 1,
    number: 'x',
    at: new Date().toISOString(),
    ...sealNotice(context, at, page),
  });
  const allOpen = async () => {
    const notice = await findNotice(sql, { county: COUNTY, ...at });
    if (notice === undefined) throw new Error('the notice is missing');
    expect(Buffer.from(openNotice(context, at, notice)).toString()).toBe(page);
    for (const { ref, plain } of kept) {
      const opened = await openMaterial(context, ref.sha256);
      expect(opened && Buffer.from(opened.bytes)).toEqual(plain);
    }
  };
  await rotateSecretKey(context, 'material', keysDir);
  await comesIntoUse();
  await allOpen();
  // Three of their own, three that were cited beside them, and the notice's.
  expect(await renewWraps(context, { atOnce: 1 })).toBe(7);
  await allOpen();
  expect(await renewWraps(context)).toBe(0);
  const [row] = await sql`SELECT count(*)::integer AS old FROM (
    SELECT wrapped_key FROM materials UNION ALL SELECT wrapped_key FROM cited_keys
  ) k WHERE wrapped_key NOT LIKE '%.%'`;
  expect(row).toEqual({ old: 0 });
  expect((await showKeys(context)).lines.join()).toContain('还有0份材料');
});

async function factor(): Promise<Uint8Array> {
  const [row] = await sql<{ sealed: string }[]>`
    SELECT totp_secret AS sealed FROM accounts WHERE account_id = ${ACCOUNT}`;
  return openTotpSecret(context, ACCOUNT, row?.sealed ?? '');
}

async function reason(): Promise<string> {
  const [row] = await sql<{ sealedReason: string }[]>`
    SELECT sealed_reason AS "sealedReason" FROM right_requests
    WHERE request_id = ${REQUEST}`;
  const { sealedReason = '' } = row ?? {};
  return openReason(context, { requestId: REQUEST, sealedReason });
}
