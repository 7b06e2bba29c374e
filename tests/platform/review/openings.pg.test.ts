// Who opened a case or one of its papers stands in a list that nobody can change.
import { expect, test } from 'vitest';
import { openCaseMaterial } from '../../../src/platform/review/open-case-material.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';
import { aMaterial, citing, postWhole } from '../materials/a-material.ts';
import { OTHER_TOWN, reviewer } from './a-township.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;

test('each opening is written down with who, when and which, and nothing personal', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  const material = aMaterial(5000);
  const submit = await citing(device, material.ref);
  await send(device, submit);
  await postWhole(device, material);
  const caseId = submit.caseId ?? '';
  const { sha256 } = material.ref;
  const before = new Date();
  const own = reviewer('422825201');
  const foreign = reviewer(OTHER_TOWN, 'S03');
  await readCase(context, own, caseId);
  expect(
    await openCaseMaterial(context, own, { caseId, sha256 }),
  ).toMatchObject({ ok: true });
  await readCase(context, foreign, caseId);
  await openCaseMaterial(context, foreign, { caseId, sha256 });
  const rows =
    await sql`SELECT * FROM openings WHERE case_id = ${caseId} ORDER BY n`;
  expect(
    rows.map(({ account_id: who, sha256: what, is_refused: refused }) => [
      who,
      what,
      refused,
    ]),
  ).toEqual([
    ['S11', null, false],
    ['S11', sha256, false],
    ['S03', null, true],
    ['S03', sha256, true],
  ]);
  for (const row of rows) {
    expect(Date.parse(String(row['at']))).toBeGreaterThanOrEqual(
      before.getTime() - 1000,
    );
    expect(Object.keys(row).sort()).toEqual([
      'account_id',
      'at',
      'case_id',
      'county',
      'is_refused',
      'n',
      'sha256',
    ]);
  }
  await expect(
    sql`DELETE FROM openings WHERE case_id = ${caseId}`,
  ).rejects.toThrow();
});
