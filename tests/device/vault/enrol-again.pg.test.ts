// A device that lost its access, or was copied, goes on in the same browser by a new
// ticket: the device's own code with the platform's.
import { expect, test } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import { findMeta } from '../../../src/device/database/meta.ts';
import { markForked } from '../../../src/platform/database/queries/devices.ts';
import { issueTicket } from '../../../src/platform/enrolment/issue-ticket.ts';
import { revokeDevice } from '../../../src/platform/enrolment/revoke-device.ts';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import { makeReply } from '../../../src/platform/imports/make-reply.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import {
  aDevice,
  aFilledDraft,
  deviceRow,
  must,
  now,
  PIN,
} from '../a-device.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const NEW_PIN = '604913';

const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: 'township:422825201' }],
};

const ticketOf = async (role: 'clerk' | 'head' = 'clerk') =>
  (
    await issueTicket(context, {
      stationCode: STATION,
      role,
      clerk: { id: 'demo-clerk', name: '杨示梅' },
      policy: 'pin',
    })
  ).ticket;

async function aVillage(role: 'clerk' | 'head' = 'clerk') {
  const line = { isThere: true };
  const bench = await aDevice({
    origin: platform.address,
    fetch: (request) =>
      line.isThere
        ? fetch(request)
        : Promise.reject(new TypeError('no network')),
    clock: {
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after: () => () => undefined,
    },
  });
  const { api } = bench;
  must(await api.device.readTicket(await ticketOf(role)));
  must(await api.device.enrol(PIN));
  const goRound = async () => {
    await api.sync.now();
    await api.sync.now();
  };
  await goRound();
  return {
    ...bench,
    line,
    goRound,
    deviceId: (await deviceRow(bench)).id,
    takeIn: async () => must(await api.drafts.submit(await aFilledDraft(api))),
    view: (caseId: string) =>
      now<CaseView | null>((told) => api.cases.watchOne(caseId, told)),
    state: () => now(api.device.watchState),
    unsent: async () => (await now(api.outbox.watch)).unsent.operations,
  };
}
type Village = Awaited<ReturnType<typeof aVillage>>;

/** What the county has of some cases, each operation once. */
async function atTheCounty(caseIds: readonly string[]) {
  const rows = await sql<{ id: string; result: string; code: string | null }[]>`
    SELECT case_id AS id, result, code FROM operations
    WHERE case_id = ANY(${[...caseIds]}::uuid[]) ORDER BY arrived_at, seq`;
  return caseIds.map((caseId) =>
    rows
      .filter(({ id }) => id === caseId)
      .map(({ result, code }) => code ?? result),
  );
}

async function isCopied({ deviceId, goRound, api }: Village): Promise<void> {
  await markForked(sql, { county: COUNTY, deviceId });
  await api.device.lock();
  await goRound();
  must(await api.device.unlock('demo-clerk', PIN));
  await goRound();
}

test('a ticket for a new device is none for one that is in use', async () => {
  const { api } = await aVillage();
  expect(await api.device.readTicket(await ticketOf())).toMatchObject({
    code: 'ticketInvalid',
  });
});

test('guarantee 2: a copied device enrols again with its queue and all that lies on it; nothing is lost, nothing doubled', async () => {
  const village = await aVillage();
  const { api, line, goRound, takeIn, view, state, unsent, deviceId } = village;
  const sent = await takeIn();
  await goRound();
  const draftId = await aFilledDraft(api);
  await isCopied(village);
  expect((await state()).access.isForked).toBe(true);
  const ticket = await ticketOf();
  must(await api.device.readTicket(ticket));
  line.isThere = false;
  const waiting = await takeIn();
  const { lastSeq } = await now(api.outbox.watch);
  must(await api.device.enrol(NEW_PIN));
  expect(await state()).toMatchObject({
    clerk: { id: 'demo-clerk' },
    bound: false,
    access: { device: 'active', isForked: false },
  });
  // Its chain begins anew; a line of its journal may stand in it already.
  expect((await now(api.outbox.watch)).lastSeq).toBeLessThan(lastSeq);
  expect((await deviceRow(village)).id).not.toBe(deviceId);

  // It works on at once, without a line, under its new number.
  const fresh = must(await api.drafts.submit(draftId));
  expect(fresh.number.slice(18, 21)).not.toBe(sent.number.slice(18, 21));
  expect(await unsent()).toBeGreaterThanOrEqual(2);
  for (const { caseId, number } of [sent, waiting, fresh])
    expect(await view(caseId)).toMatchObject({ number });

  line.isThere = true;
  await goRound();
  expect(await unsent()).toBe(0);
  const ids = [sent, waiting, fresh].map(({ caseId }) => caseId);
  expect(await atTheCounty(ids)).toEqual([
    ['applied'],
    ['applied'],
    ['applied'],
  ]);
  expect(await state()).toMatchObject({
    bound: true,
    access: { device: 'active', isForked: false },
  });
  for (const { caseId } of [sent, waiting, fresh])
    expect(await view(caseId)).toMatchObject({
      display: 'received',
      trouble: null,
    });
  // What the copy signs from now on is nobody's any more.
  expect(
    await sql`SELECT removed_at IS NOT NULL AS gone FROM author_keys
      WHERE device_id = ${deviceId}`,
  ).toEqual([{ gone: true }]);
  await api.device.lock();
  expect(await api.device.unlock('demo-clerk', PIN)).toMatchObject({
    code: 'wrongSecret',
  });
  must(await api.device.unlock('demo-clerk', NEW_PIN));
  expect((await view(sent.caseId))?.number).toBe(sent.number);
  // Once used, the ticket makes no third device.
  expect(await api.device.readTicket(ticket)).toMatchObject({
    code: 'ticketInvalid',
  });
});

test('guarantee 5: a revoked device takes cases in again by a new ticket; what it had waiting comes to the county for a person', async () => {
  const village = await aVillage();
  const { api, line, goRound, takeIn, state, unsent, deviceId, device } =
    village;
  line.isThere = false;
  const waiting = await takeIn();
  await revokeDevice(context, { deviceId, state: 'revoked' });
  await api.device.lock();
  // It hears of it by a session that cannot send any more.
  line.isThere = true;
  const { fetch: real } = village.ports;
  Object.assign(village.ports, {
    fetch: (request: Request) =>
      request.url.endsWith('/operations')
        ? Promise.reject(new TypeError('cut'))
        : real(request),
  });
  await goRound();
  expect(await state()).toMatchObject({
    clerks: [],
    access: { device: 'revoked' },
  });
  must(await api.device.readTicket(await ticketOf()));
  must(await api.device.enrol(NEW_PIN));
  await goRound();
  // The case, and the record that it enrolled again.
  expect(await unsent()).toBe(2);
  Object.assign(village.ports, { fetch: real });
  await goRound();
  const fresh = await takeIn();
  await goRound();
  expect(await unsent()).toBe(0);
  expect(await atTheCounty([waiting.caseId, fresh.caseId])).toEqual([
    ['revoked'],
    ['applied'],
  ]);
  expect((await now(api.outbox.watch)).held).toMatchObject([
    { caseId: waiting.caseId, code: 'revoked' },
  ]);
  // Its keys were erased: the county's custodians can give them back to this one.
  expect((await state()).access.unreadable).toBeGreaterThan(0);
  const { id } = await deviceRow(village);
  const { vaultId } = (await findMeta(device.store.db, 'device')) ?? {};
  expect(
    await sql`SELECT count(*)::int AS n FROM vault_escrows
      WHERE device_id = ${id} AND vault_id <> ${vaultId ?? ''}`,
  ).toEqual([{ n: 1 }]);
});

test('guarantee 2: what waits leaves in a file after the device enrolled again, and the answer to it settles it', async () => {
  const village = await aVillage();
  const { api, line, takeIn, unsent, deviceId } = village;
  await isCopied(village);
  must(await api.device.readTicket(await ticketOf()));
  line.isThere = false;
  const waiting = await takeIn();
  must(await api.device.enrol(NEW_PIN));
  const fresh = await takeIn();
  const plan = must(
    await api.stick.plan({ photographs: true, partBytes: null }),
  );
  // Each in the name of the device that it was then.
  expect(plan.parts).toHaveLength(2);
  const { id } = await deviceRow(village);
  for (const { part } of plan.parts) {
    const file = must(
      await api.stick.write(plan.planId, part, () => undefined),
    );
    async function* bytes() {
      yield new Uint8Array(await file.arrayBuffer());
    }
    const taken = must(await importFile(context, reviewer, bytes()));
    const of = part === 1 ? deviceId : id;
    const reply = must(
      await makeReply(context, reviewer, {
        importId: taken.importId,
        deviceId: of,
      }),
    );
    const pieces: BlobPart[] = [];
    for await (const piece of reply) pieces.push(new Uint8Array(piece));
    must(await api.stick.readReply(new Blob(pieces)));
  }
  expect(await unsent()).toBe(0);
  line.isThere = true;
  await village.goRound();
  const ids = [waiting.caseId, fresh.caseId];
  expect(await atTheCounty(ids)).toEqual([['applied'], ['applied']]);
});

test('guarantee 5: a case refused before is mended afterwards, under the number that its receipt has', async () => {
  const village = await aVillage();
  const { api, goRound, takeIn, view } = village;
  Object.assign(context.config, { demo: false });
  const { caseId, number } = await takeIn();
  await goRound();
  Object.assign(context.config, { demo: true });
  await isCopied(village);
  must(await api.device.readTicket(await ticketOf()));
  must(await api.device.enrol(NEW_PIN));
  const [row] = (await now(api.outbox.watch)).attention;
  expect(row).toMatchObject({ caseId, remedy: 'edit' });
  const draftId = must(await api.outbox.repair(row?.operationId ?? ''));
  must(await api.drafts.submit(draftId));
  await goRound();
  expect(await view(caseId)).toMatchObject({
    number,
    trouble: null,
    display: 'received',
  });
  expect(await atTheCounty([caseId])).toEqual([['invalid', 'applied']]);
  expect((await now(api.outbox.watch)).attention).toEqual([]);
});

test('a clerk taken off the device without a network: the county hears of it, and what he took in before is a case', async () => {
  const village = await aVillage('head');
  const { api, line, goRound, takeIn, deviceId } = village;
  const { ticket } = await issueTicket(context, {
    deviceId,
    clerk: { id: 'clerk-2', name: '向示兰' },
    policy: 'pin',
  });
  must(await api.device.readTicket(ticket));
  line.isThere = false;
  must(await api.device.enrol(NEW_PIN));
  await api.device.lock();
  must(await api.device.unlock('clerk-2', NEW_PIN));
  const { caseId } = await takeIn();
  await api.device.lock();
  must(await api.device.unlock('demo-clerk', PIN));
  must(await api.device.removeClerk('clerk-2'));
  line.isThere = true;
  await goRound();
  expect(await atTheCounty([caseId])).toEqual([['applied']]);
  expect(
    await sql`SELECT clerk_id, removed_at IS NOT NULL AS gone FROM author_keys
      WHERE device_id = ${deviceId} ORDER BY clerk_id`,
  ).toEqual([
    { clerk_id: 'clerk-2', gone: true },
    { clerk_id: 'demo-clerk', gone: false },
  ]);
  // He may come back by a new ticket.
  const again = await issueTicket(context, {
    deviceId,
    clerk: { id: 'clerk-2', name: '向示兰' },
    policy: 'pin',
  });
  must(await api.device.readTicket(again.ticket));
  must(await api.device.enrol(NEW_PIN));
  await goRound();
  await api.device.lock();
  must(await api.device.unlock('clerk-2', NEW_PIN));
  const later = await takeIn();
  await goRound();
  expect(await atTheCounty([later.caseId])).toEqual([['applied']]);
});
