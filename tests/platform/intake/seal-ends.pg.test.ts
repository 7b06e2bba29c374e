// The seal ends at intake: what the county keeps in plain holds no identity or account
// number, whichever matter and whatever became of the case.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import { noteSearch } from '../../../src/platform/audit/note-search.ts';
import { demoSamples } from '../../domain/rules/demo-samples.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aMaterial, postWhole } from '../materials/a-material.ts';
import { reviewer } from '../review/a-township.ts';
import { aCase, anAct, correction, decide, send } from './a-case.ts';

const platform = await startTestPlatform();
const { context, folder } = platform;
const { sql } = context;
const device = await TestDevice.ready(platform, '422825201237');
const me = reviewer('422825201');

/** All that looks like a number of a person, a card or an account. */
function numbersIn(value: unknown): string[] {
  return JSON.stringify(value).match(/(?<!\d)\d{14,18}[\dX]/g) ?? [];
}

/** Every row of every table as text, with its table's name. */
async function allRows(): Promise<{ table: string; text: string }[]> {
  const tables = await sql<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const rows = [];
  for (const { name: table } of tables) {
    const found = await sql<{ text: string }[]>`
      SELECT t::text AS text FROM ${sql(table)} t`;
    for (const { text } of found) rows.push({ table, text });
  }
  return rows;
}

function allFiles(at: string): { path: string; bytes: Buffer }[] {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

test('no table, file or line of the log holds a number that came sealed', async () => {
  const numbers = new Set<string>();
  const photograph = aMaterial(4000);
  for (const [matterCode, { answers }] of Object.entries(demoSamples.samples)) {
    // A credit code is public.
    const { bizCode: _, ...personal } = answers;
    for (const each of numbersIn(personal)) numbers.add(each);
    await aCase(device, { matterCode, answers });
  }
  const CERTIFICATE = '000000194403120041';
  const CORRECTED = '0000000000000000224';
  const HELD = '000000195501010034';
  for (const each of [CERTIFICATE, CORRECTED, HELD]) numbers.add(each);
  expect(numbers.size).toBeGreaterThan(30);

  const submit = await aCase(device, {
    papers: [
      { how: 'eCert', paperId: 'V14-M1', certificate: CERTIFICATE },
      { how: 'photo', paperId: 'V14-M2', pages: [photograph.ref] },
    ],
  });
  await postWhole(device, photograph);
  const asked = await decide(platform, submit.caseId, correction('2026-12-30'));
  const answered = await anAct(
    device,
    submit,
    {
      kind: 'answerCorrection',
      correctionEvent: asked,
      answers: { bankAccount: CORRECTED },
      papers: [],
      signatures: [],
    },
    { seen: asked },
  );
  expect(await send(device, answered)).toMatchObject([{ result: 'applied' }]);
  // Held, and of another shape than any matter's: nothing of it may rest either.
  const answers = { ...ANSWERS, applicantIdNo: HELD, unheardOf: HELD };
  const last = device.submitOperation({ answers });
  expect(await send(device, await device.make(last))).toMatchObject([
    { result: 'refused' },
  ]);
  const unknown = { sealKid: 'of-last-year' };
  await send(
    device,
    await device.make(device.submitOperation({ answers }), unknown),
  );
  // Who looks leaves his trace, and no number in it.
  const list = await listCases(context, me, {
    status: undefined,
    search: '000000193405210027',
    before: undefined,
  });
  expect(list).toMatchObject({ ok: true });
  await noteSearch(context, me, '000000193405210027', 1);
  expect(await readCase(context, me, submit.caseId)).toMatchObject({
    ok: true,
  });

  const rows = await allRows();
  const files = allFiles(join(folder, 'materials'));
  expect(files).toHaveLength(1);
  const log = platform.log.join('\n');
  const leaks = [...numbers].flatMap((number) => {
    const hex = Buffer.from(number).toString('hex');
    return [
      ...rows
        .filter(({ text }) => text.includes(number) || text.includes(hex))
        .map(({ table }) => table),
      ...(log.includes(number) ? ['log'] : []),
    ];
  });
  expect(leaks).toEqual([]);
  const part = Buffer.from(photograph.plain.subarray(100, 132));
  expect(files.filter(({ bytes }) => bytes.includes(part))).toEqual([]);
  // The look-out sees what lies there in plain.
  expect(rows.some(({ text }) => text.includes('瞿示秀'))).toBe(true);
});
