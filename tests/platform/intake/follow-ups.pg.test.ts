import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import { readCitedMaterials } from '../../../src/platform/database/queries/case-materials.ts';
import { markWhole } from '../../../src/platform/database/queries/materials.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const device = await TestDevice.ready(platform, '422825201237');

function aRef(): MaterialRef {
  return {
    sha256: createHash('sha256').update(randomBytes(8)).digest('hex'),
    key: randomBytes(32).toString('base64url'),
    bytes: 1000,
    mediaType: 'image/jpeg',
  };
}

const photo = (ref: MaterialRef) => ({
  how: 'photo',
  paperId: 'V14-M2',
  pages: [ref],
});

async function aCase(ref = aRef()): Promise<{ caseId: string; id: string }> {
  const envelope = await device.make(
    device.submitOperation({
      papers: [{ how: 'photo', paperId: 'V14-M2', pages: [ref] }],
    }),
  );
  await device.push(envelope);
  return { caseId: envelope.caseId ?? '', id: envelope.id };
}

/** The device's next operation on the case, after its last one not refused. */
async function act(
  taken: { caseId: string; id: string },
  operation: Record<string, unknown>,
) {
  const envelope = await device.make(
    { madeAt: device.moment(), ...operation },
    { caseId: taken.caseId, casePrev: taken.id },
  );
  const { body } = await device.push(envelope);
  if (body.results[0]?.result !== 'refused') taken.id = envelope.id;
  return { result: body.results[0], wanted: body.wanted };
}

async function decide(caseId: string, body: EventBody): Promise<void> {
  await transact(sql, async (work) => {
    await recordEvent(work, {
      county: COUNTY,
      caseId,
      by: { kind: 'staff', id: 'S11', name: '舒示贵' },
      at: new Date().toISOString(),
      body,
    });
  });
}

const currentOf = async (caseId: string) =>
  (
    await sql<{ sha256: string }[]>`
      SELECT sha256 FROM case_materials
      WHERE case_id = ${caseId} AND is_current ORDER BY operation_id, page`
  ).map(({ sha256 }) => sha256);

test('a supplement stands beside what is there; a correction replaces it and keeps it', async () => {
  const [first, second, third] = [aRef(), aRef(), aRef()];
  const taken = await aCase(first);
  const added = await act(taken, {
    kind: 'supplement',
    papers: [photo(second)],
    signatures: [],
  });
  expect(added.result).toMatchObject({ result: 'applied' });
  expect(added.wanted).toEqual([{ sha256: second.sha256, offset: 0 }]);
  expect(await currentOf(taken.caseId)).toEqual([first.sha256, second.sha256]);

  await decide(taken.caseId, {
    kind: 'correctionRequested',
    items: [{ about: 'V14-M2', target: 'paper', reason: 'x', fix: 'y' }],
    dueOn: { date: '2026-12-09', provisional: false },
  });
  const answered = await act(taken, {
    kind: 'answerCorrection',
    correctionEvent: 3,
    answers: {},
    papers: [photo(third)],
    signatures: [],
  });
  expect(answered.result).toMatchObject({ result: 'applied' });
  expect(await currentOf(taken.caseId)).toEqual([third.sha256]);
  const all = await sql`
    SELECT 1 FROM case_materials WHERE case_id = ${taken.caseId}`;
  expect(all).toHaveLength(3);
});

test('an answer to another notice than the one that waits is held', async () => {
  const taken = await aCase();
  await decide(taken.caseId, {
    kind: 'correctionRequested',
    items: [{ about: 'V14-M2', target: 'paper', reason: 'x', fix: 'y' }],
    dueOn: { date: '2026-12-09', provisional: false },
  });
  const { result } = await act(taken, {
    kind: 'answerCorrection',
    correctionEvent: 1,
    answers: {},
    papers: [],
    signatures: [],
  });
  expect(result).toMatchObject({ result: 'held', code: 'notAllowedNow' });
});

test('a telephone may be changed by itself, and nothing that the case rests on', async () => {
  const taken = await aCase();
  const changed = await act(taken, {
    kind: 'updateContact',
    answers: { applicantPhone: '0718-0009002' },
  });
  expect(changed.result).toMatchObject({ result: 'applied' });
  const [row] = await sql`
    SELECT answers->>'applicantPhone' AS phone FROM cases
    WHERE case_id = ${taken.caseId}`;
  expect(row).toEqual({ phone: '0718-0009002' });
  const other = await act(taken, {
    kind: 'updateContact',
    answers: { bankAccount: '0000000000000000224' },
  });
  expect(other.result).toMatchObject({
    result: 'refused',
    code: 'invalid',
    paths: ['answers.bankAccount'],
  });
});

test('a result is handed over and rated; the rating itself is in no column', async () => {
  const taken = await aCase();
  await decide(taken.caseId, {
    kind: 'accepted',
    promisedBy: null,
    withDeficiency: false,
  });
  await decide(taken.caseId, {
    kind: 'concludedApproved',
    result: 'x',
    pickup: 'y',
    note: '',
  });
  const over = await act(taken, {
    kind: 'confirmDelivery',
    receivedBy: '瞿示秀',
    signatures: [],
    papers: [],
  });
  expect(over.result).toMatchObject({ result: 'applied' });
  const rated = await act(taken, {
    kind: 'rate',
    level: 2,
    comment: 'a remark for the county alone',
  });
  expect(rated.result).toMatchObject({ result: 'applied' });
  const items = await sql`
    SELECT body::text AS text FROM feed_items WHERE case_id = ${taken.caseId}`;
  expect(JSON.stringify(items)).not.toContain('a remark');
});

test('a journal entry has no case and is known in the chain', async () => {
  const envelope = await device.make(
    {
      kind: 'journal',
      acts: [{ act: 'reprint', caseId: null, at: new Date().toISOString() }],
      madeAt: device.moment(),
    },
    { caseId: null },
  );
  const { body } = await device.push(envelope);
  expect(body.results).toEqual([{ id: envelope.id, result: 'applied' }]);
  expect(body.ack).toMatchObject({ seq: envelope.seq, head: envelope.sha256 });
});

test('guarantee 5: photographs taken again stand for those that never came, page for page', async () => {
  const [lost, slow, again] = [aRef(), aRef(), aRef()];
  const envelope = await device.make(
    device.submitOperation({
      papers: [{ how: 'photo', paperId: 'V14-M2', pages: [lost, slow] }],
    }),
  );
  await device.push(envelope);
  const { caseId, id } = { caseId: envelope.caseId ?? '', id: envelope.id };
  const waiting = async () =>
    (await readCitedMaterials(sql, { county: COUNTY, caseId }))
      .filter(({ isComplete }) => !isComplete)
      .map(({ sha256 }) => sha256)
      .toSorted();
  const arrives = async ({ sha256, bytes }: MaterialRef) => {
    const at = new Date().toISOString();
    await markWhole(sql, { county: COUNTY, sha256, bytes, at });
  };
  await act(
    { caseId, id },
    { kind: 'supplement', papers: [photo(again)], signatures: [] },
  );
  await arrives(again);
  // One has come for two that are missing: which of them is not known.
  expect(await waiting()).toEqual([lost.sha256, slow.sha256].toSorted());
  await arrives(slow);
  expect(await waiting()).toEqual([]);
  const [row] = await sql`
    SELECT count(*)::int AS n FROM case_materials
    WHERE case_id = ${caseId} AND is_current`;
  expect(row).toMatchObject({ n: 3 });
});

test('an answer that a correction takes away is gone, of whatever kind it was', async () => {
  const known = await aCase();
  await decide(known.caseId, {
    kind: 'correctionRequested',
    items: [{ about: 'applicantPhone', target: 'field', reason: 'x', fix: '' }],
    dueOn: { date: '2099-01-01', provisional: false },
  });
  const { result } = await act(known, {
    kind: 'answerCorrection',
    correctionEvent: 2,
    answers: { bankName: '', submitBy: '' },
    papers: [],
    signatures: [],
  });
  expect(result).toMatchObject({ result: 'refused', code: 'invalid' });
  const { result: optional } = await act(known, {
    kind: 'answerCorrection',
    correctionEvent: 2,
    answers: { applicantPhone: '' },
    papers: [],
    signatures: [],
  });
  expect(optional).toMatchObject({ result: 'applied' });
  const [row] = await sql`
    SELECT answers FROM cases WHERE case_id = ${known.caseId}`;
  expect(Object.keys((row as { answers: object }).answers)).not.toContain(
    'applicantPhone',
  );
});

test('a withdrawal after acceptance is a request that waits for the office', async () => {
  const taken = await aCase();
  await decide(taken.caseId, {
    kind: 'accepted',
    promisedBy: null,
    withDeficiency: false,
  });
  const { result } = await act(taken, {
    kind: 'withdraw',
    reason: '不办了',
    signatures: [],
  });
  expect(result).toMatchObject({ result: 'applied' });
  const [row] = await sql`
    SELECT status, state->'withdrawalAsked'->>'reason' AS reason
    FROM cases WHERE case_id = ${taken.caseId}`;
  expect(row).toEqual({ status: 'accepted', reason: '不办了' });
  // One question at a time: a second one is for a person.
  const second = await act(taken, {
    kind: 'withdraw',
    reason: '真的不办了',
    signatures: [],
  });
  expect(second.result).toMatchObject({
    result: 'held',
    code: 'notAllowedNow',
  });
});
