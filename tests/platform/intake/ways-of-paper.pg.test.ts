// However a paper is handed in, the county takes the case in, keeps what was said of
// it, and shows it to who reviews it.
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { MaterialRef, Paper } from '../../../src/domain/cases/papers.ts';
import { markWhole } from '../../../src/platform/database/queries/materials.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import { readNumbers } from '../../../src/platform/review/read-numbers.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { handler, reviewer } from '../review/a-township.ts';
import { aCase, anAct, send } from './a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const device = await TestDevice.ready(platform, '422825201237');

function aRef(mediaType: MaterialRef['mediaType'] = 'image/png'): MaterialRef {
  return {
    sha256: createHash('sha256').update(randomBytes(8)).digest('hex'),
    key: randomBytes(32).toString('base64url'),
    bytes: 1000,
    mediaType,
  };
}

const seenAt = '2026-11-25T02:00:00.000Z';
const takenFrom = {
  number: '422825201237261101002000714',
  takenInAt: '2026-11-01T02:00:00.000Z',
};

async function papersSeen(caseId: string) {
  const [row] = await sql<{ town9: string }[]>`
    SELECT town9 FROM cases WHERE case_id = ${caseId}`;
  const read = await readCase(context, reviewer(row?.town9), caseId);
  if (!read.ok) throw new Error(read.code);
  return { papers: read.value.papers, town9: row?.town9 };
}

test('every way of handing a paper in is taken in and shown to the reviewer', async () => {
  const papers: Paper[] = [
    { how: 'eCert', paperId: 'V14-M1', certificate: '42282519440312004X' },
    {
      how: 'photo',
      paperId: 'V14-M2',
      pages: [aRef('image/jpeg')],
      seenAt,
      seenBy: '田代办员',
      takenFrom,
    },
    { how: 'commitment', paperId: 'V14-M3', signature: aRef() },
    {
      how: 'deficiency',
      paperId: 'V14-M4',
      dueOn: '2026-12-16',
      signature: aRef(),
    },
    { how: 'seen', paperId: 'V14-M5', seenAt, seenBy: '田代办员' },
  ];
  const { caseId } = await aCase(device, { papers });
  const { papers: shown, town9 } = await papersSeen(caseId);
  expect(shown).toMatchObject([
    { how: 'eCert', certificate: '*004X', pages: [] },
    { how: 'photo', seenAt, seenBy: '田代办员', takenFrom },
    { how: 'commitment', pages: [{ mediaType: 'image/png', arrived: false }] },
    { how: 'deficiency', dueOn: '2026-12-16', pages: [{ arrived: false }] },
    { how: 'seen', seenAt, seenBy: '田代办员' },
  ]);
  const provedAt = context.clock().toISOString();
  const person = { ...reviewer(town9), provedAt };
  expect(await readNumbers(context, person, caseId)).toMatchObject({
    value: {
      certificates: [{ paperId: 'V14-M1', value: '42282519440312004X' }],
    },
  });
});

test('the number of an e-certificate rests sealed', async () => {
  const { caseId } = await aCase(device, {
    papers: [
      { how: 'eCert', paperId: 'V14-M1', certificate: '42282519440312004X' },
    ],
  });
  const [row] = await sql<{ all: string }[]>`
    SELECT cases::text AS all FROM cases WHERE case_id = ${caseId}`;
  expect(row?.all).toContain('V14-M1');
  expect(row?.all).not.toContain('42282519440312004X');
});

test('what was put off is there once it has come, and acceptance has no gap', async () => {
  const [ink, picture] = [aRef(), aRef('image/jpeg')];
  const taken = await aCase(device, {
    papers: [
      {
        how: 'deficiency',
        paperId: 'V14-M5',
        dueOn: '2026-12-16',
        signature: ink,
      },
    ],
  });
  const { caseId } = taken;
  const later = await anAct(device, taken, {
    kind: 'supplement',
    papers: [{ how: 'photo', paperId: 'V14-M5', pages: [picture] }],
    signatures: [],
  });
  expect(await send(device, later)).toMatchObject([{ result: 'applied' }]);
  const { papers, town9 } = await papersSeen(caseId);
  expect(papers).toMatchObject([{ how: 'photo', paperId: 'V14-M5' }]);
  for (const { sha256, bytes } of [ink, picture])
    await markWhole(sql, {
      county: COUNTY,
      sha256,
      bytes,
      at: new Date().toISOString(),
    });
  const done = await decide(context, reviewer(town9), {
    caseId,
    decision: { act: 'accept', version: 2 },
  });
  expect(done).toMatchObject({ ok: true, value: { display: 'accepted' } });
});

test('a case with a gap is concluded only when what was put off is there, whole', async () => {
  const [ink, picture] = [aRef(), aRef('image/jpeg')];
  const complete = async ({ sha256, bytes }: MaterialRef) =>
    await markWhole(sql, {
      county: COUNTY,
      sha256,
      bytes,
      at: new Date().toISOString(),
    });
  const taken = await aCase(device, {
    papers: [
      {
        how: 'deficiency',
        paperId: 'V14-M5',
        dueOn: '2026-12-16',
        signature: ink,
      },
    ],
  });
  const { caseId } = taken;
  await complete(ink);
  const { town9 } = await papersSeen(caseId);
  const person = reviewer(town9);
  const conclude = async (version: number) =>
    await decide(context, handler('county-civil'), {
      caseId,
      decision: {
        act: 'conclude',
        version,
        result: '津贴',
        pickup: null,
        note: '',
      },
    });
  const word = async () => {
    const read = await readCase(context, person, caseId);
    return read.ok ? read.value.row.display : read.code;
  };
  const accepted = await decide(context, person, {
    caseId,
    decision: { act: 'accept', version: 1 },
  });
  expect(accepted).toMatchObject({ ok: true });
  expect(await word()).toBe('acceptedWithDeficiency');
  const dispatch = { act: 'dispatch', version: 2 } as const;
  await decide(context, person, { caseId, decision: dispatch });
  const owed = { ok: false, code: 'materialsMissing', missing: ['V14-M5'] };
  expect(await conclude(3)).toEqual(owed);

  const later = await anAct(device, taken, {
    kind: 'supplement',
    papers: [{ how: 'photo', paperId: 'V14-M5', pages: [picture] }],
    signatures: [],
  });
  expect(await send(device, later)).toMatchObject([{ result: 'applied' }]);
  expect(await word()).toBe('accepted');
  expect(await conclude(4)).toEqual(owed);
  await complete(picture);
  expect(await conclude(4)).toMatchObject({
    ok: true,
    value: { display: 'concluded' },
  });
  // The national list has a word of its own for it, 12.
  const [last] = await sql`
    SELECT kind, national_code FROM events
    WHERE case_id = ${caseId} ORDER BY n DESC LIMIT 1`;
  expect(last).toEqual({ kind: 'concludedWithDeficiency', national_code: 12 });
});
