// A village without any network: the device's own code and the platform's, joined
// by files alone.
import { expect, test } from 'vitest';
import { transact } from '../../../src/platform/database/transaction.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import { makeReply } from '../../../src/platform/imports/make-reply.ts';
import { issueTicket } from '../../../src/platform/enrolment/issue-ticket.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { findMeta } from '../../../src/device/database/meta.ts';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import type { ImportSummary } from '../../../src/protocol/stick-file.ts';
import {
  aDevice,
  aFilledDraft,
  must,
  now,
  PIN,
  type Bench,
} from '../../device/a-device.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: 'township:422825201' }],
};

type Village = Bench & { line: { isThere: boolean }; deviceId: string };

/** The app was loaded with a network once; since then there is none. */
async function aVillage(): Promise<Village> {
  const line = { isThere: true };
  const bench = await aDevice({
    origin: platform.address,
    clock: {
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after: () => () => undefined,
    },
    fetch: (request) =>
      line.isThere
        ? fetch(request)
        : Promise.reject(new TypeError('no network')),
  });
  line.isThere = false;
  const { ticket } = await issueTicket(context, {
    stationCode: STATION,
    clerk: { id: 'demo-clerk', name: '杨示梅' },
    policy: 'pin',
  });
  must(await bench.api.device.readTicket(ticket));
  must(await bench.api.device.enrol(PIN));
  const { id = '' } = (await findMeta(bench.device.store.db, 'device')) ?? {};
  return { ...bench, line, deviceId: id };
}

async function takeIn(api: DeviceApi): Promise<string> {
  const draftId = await aFilledDraft(api);
  return must(await api.drafts.submit(draftId)).caseId;
}

async function exported(
  api: DeviceApi,
  partBytes: number | null = null,
): Promise<Blob[]> {
  const plan = must(await api.stick.plan({ photographs: true, partBytes }));
  const files: Blob[] = [];
  for (const { part } of plan.parts)
    files.push(must(await api.stick.write(plan.planId, part, () => undefined)));
  must(await api.stick.confirm(plan.planId));
  return files;
}

async function toTownship(file: Blob): Promise<ImportSummary> {
  async function* bytes() {
    yield new Uint8Array(await file.arrayBuffer());
  }
  const taken = await importFile(context, reviewer, bytes());
  if (!taken.ok) throw new Error(taken.code);
  return taken.value;
}

async function replyTo(
  { importId }: ImportSummary,
  deviceId: string,
): Promise<Blob> {
  const reply = await makeReply(context, reviewer, { importId, deviceId });
  if (!reply.ok) throw new Error(reply.code);
  const parts: BlobPart[] = [];
  for await (const part of reply.value) parts.push(new Uint8Array(part));
  return new Blob(parts);
}

const effects = async (deviceId: string) => {
  const [row] = await sql`
    SELECT (SELECT count(*)::int FROM operations WHERE device_id = ${deviceId})
        AS operations,
      (SELECT count(*)::int FROM events e JOIN operations o
        ON o.case_id = e.case_id WHERE o.device_id = ${deviceId}) AS events`;
  return { ...row };
};

test('a case taken in without a network is received at the county and says so in the village, and a network later doubles nothing', async () => {
  const village = await aVillage();
  const { api, deviceId, line } = village;
  const caseId = await takeIn(api);
  await api.device.lock();
  const [file] = await exported(api);
  if (file === undefined) throw new Error('a file');
  const summary = await toTownship(file);
  expect(summary).toMatchObject({
    cases: { received: 1, byNetwork: 0 },
    operations: { held: 0, refused: 0, unproven: 0 },
    torn: false,
    damagedRecords: 0,
  });
  expect(summary.materials.received).toBeGreaterThan(0);

  // The answer is taken while locked; what is personal in it waits for a clerk.
  const reply = await replyTo(summary, deviceId);
  const read = must(await api.stick.readReply(reply));
  expect(read).toMatchObject({
    applied: summary.operations.received,
    held: 0,
    refused: 0,
    materials: summary.materials.received,
    notices: 'kept',
    torn: false,
  });
  const outbox = await now(api.outbox.watch);
  expect(outbox.unsent).toMatchObject({ operations: 0, materials: 0 });
  expect((await now(api.device.watchState)).bound).toBe(true);
  must(await api.device.unlock('demo-clerk', PIN));
  await expect
    .poll(async () => (await now(api.cases.watch))[0]?.display)
    .toBe('received');

  // Twice is once.
  expect(must(await api.stick.readReply(reply))).toMatchObject({
    applied: 0,
    materials: 0,
    notices: 'none',
    torn: false,
  });
  const before = await effects(deviceId);
  line.isThere = true;
  await api.sync.now();
  expect((await now(api.sync.watch)).link).toBe('connected');
  await takeIn(api);
  await api.sync.now();
  const after = await effects(deviceId);
  // The export's own journal entry, and the second case.
  expect(after).toEqual({
    operations: Number(before['operations']) + 2,
    events: Number(before['events']) + 1,
  });
  expect((await now(api.cases.watch)).map(({ display }) => display)).toEqual([
    'received',
    'received',
  ]);
  const [row] = await sql`
    SELECT count(*)::int AS n FROM cases WHERE case_id = ${caseId}`;
  expect(row?.['n']).toBe(1);
});

test('parts brought one by one are answered as one', async () => {
  const { api, deviceId } = await aVillage();
  await takeIn(api);
  await takeIn(api);
  // So small that every record becomes a part.
  const files = await exported(api, 1);
  expect(files.length).toBeGreaterThan(2);
  const summaries: ImportSummary[] = [];
  for (const file of files.reverse()) summaries.push(await toTownship(file));
  expect(summaries[0]?.files[0]?.missingParts.length).toBe(files.length - 1);
  const last = summaries[summaries.length - 1];
  if (last === undefined) throw new Error('a summary');
  expect(last.files[0]?.missingParts).toEqual([]);
  const read = must(await api.stick.readReply(await replyTo(last, deviceId)));
  expect(read).toMatchObject({ applied: 3, torn: false, notices: 'shown' });
  const outbox = await now(api.outbox.watch);
  expect(outbox.unsent).toMatchObject({ operations: 0, materials: 0 });
});

test('what a reviewer decided meanwhile comes with the answer to the next stick', async () => {
  const { api, deviceId } = await aVillage();
  const caseId = await takeIn(api);
  const [first] = await exported(api);
  if (first === undefined) throw new Error('a file');
  const summary = await toTownship(first);
  must(await api.stick.readReply(await replyTo(summary, deviceId)));
  await transact(sql, async (work) => {
    await recordEvent(work, {
      county: COUNTY,
      caseId,
      by: { kind: 'staff', id: 'S11', name: '舒示贵' },
      at: new Date().toISOString(),
      body: { kind: 'accepted', promisedBy: null, withDeficiency: false },
    });
  });
  await takeIn(api);
  const [second] = await exported(api);
  if (second === undefined) throw new Error('a file');
  const reply = await replyTo(await toTownship(second), deviceId);
  expect(must(await api.stick.readReply(reply)).notices).toBe('shown');
  const cases = await now(api.cases.watch);
  expect(cases.find((each) => each.caseId === caseId)?.display).toBe(
    'accepted',
  );
});

test('an answer to another device, a torn one and a file of another kind are named', async () => {
  const one = await aVillage();
  const two = await aVillage();
  await takeIn(one.api);
  await takeIn(two.api);
  const [ofOne] = await exported(one.api);
  const [ofTwo] = await exported(two.api);
  if (ofOne === undefined || ofTwo === undefined) throw new Error('files');
  const reply = await replyTo(await toTownship(ofOne), one.deviceId);
  await toTownship(ofTwo);
  expect(await two.api.stick.readReply(reply)).toMatchObject({
    code: 'fileForeign',
  });
  expect(await one.api.stick.readReply(ofOne)).toMatchObject({
    code: 'fileForeign',
  });
  expect(
    await one.api.stick.readReply(new Blob(['nothing of the kind'])),
  ).toMatchObject({ ok: false });
  // Cut short it is taken as far as it is whole, and the whole one completes it.
  const torn = must(
    await one.api.stick.readReply(reply.slice(0, reply.size - 500)),
  );
  expect(torn).toMatchObject({ applied: 2, torn: true });
  const rest = must(await one.api.stick.readReply(reply));
  expect(rest).toMatchObject({ applied: 0, notices: 'shown', torn: false });
});

test('guarantee 13: what a restore of the county lost is exported again', async () => {
  const { api, deviceId } = await aVillage();
  await takeIn(api);
  const [first] = await exported(api);
  if (first === undefined) throw new Error('a file');
  must(
    await api.stick.readReply(await replyTo(await toTownship(first), deviceId)),
  );
  expect(await api.stick.plan({ photographs: true, partBytes: null })).toEqual({
    ok: false,
    code: 'nothingToExport',
  });
  // A backup from before the first stick, but after the device was bound.
  await sql.begin(async (tx) => {
    await tx`ALTER TABLE events DISABLE TRIGGER ALL`;
    await tx`ALTER TABLE feed_items DISABLE TRIGGER ALL`;
    await tx`DELETE FROM case_secrets WHERE case_id IN
      (SELECT case_id FROM operations WHERE device_id = ${deviceId})`;
    await tx`DELETE FROM case_materials WHERE case_id IN
      (SELECT case_id FROM operations WHERE device_id = ${deviceId})`;
    await tx`DELETE FROM events WHERE case_id IN
      (SELECT case_id FROM operations WHERE device_id = ${deviceId})`;
    await tx`DELETE FROM feed_items WHERE case_id IN
      (SELECT case_id FROM operations WHERE device_id = ${deviceId})`;
    await tx`DELETE FROM cases WHERE case_id IN
      (SELECT case_id FROM operations WHERE device_id = ${deviceId})`;
    await tx`DELETE FROM operations WHERE device_id = ${deviceId}`;
    await tx`UPDATE devices SET known_seq = 0, head = NULL, highest_seq = 0
      WHERE device_id = ${deviceId}`;
  });
  await takeIn(api);
  const [second] = await exported(api);
  if (second === undefined) throw new Error('a file');
  // The device's own proof shows the county that it was restored …
  const reply = await replyTo(await toTownship(second), deviceId);
  must(await api.stick.readReply(reply));
  // … and the answer the device, which puts back what was lost.
  const outbox = await now(api.outbox.watch);
  expect(outbox.unsent.operations).toBeGreaterThan(0);
  const [third] = await exported(api);
  if (third === undefined) throw new Error('a file');
  must(
    await api.stick.readReply(await replyTo(await toTownship(third), deviceId)),
  );
  const [row] = await sql`
    SELECT count(*)::int AS n FROM operations
    WHERE device_id = ${deviceId} AND schema = 'submit@1'
      AND result = 'applied'`;
  expect(row?.['n']).toBe(2);
});
