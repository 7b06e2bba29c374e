// A secret is forgotten: nothing unsent is lost, and everything is read again.
import { expect, it } from 'vitest';
import { calculateJwkThumbprint } from 'jose';
import {
  aFilledDraft,
  anEnrolledDevice,
  deviceRow,
  must,
  nextRound,
  now,
  startedAnew,
  type Bench,
} from '../a-device.ts';

const NEW_PIN = '604913';
const OTHER_PIN = '716204';

async function metaOf<Value>({ device }: Bench, name: string): Promise<Value> {
  return (await device.store.db.meta.get(name))?.value as Value;
}

it('guarantee 1: a queue whose clerk forgot his secret is sent without unlocking', async () => {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  county.fault = () => Promise.reject(new TypeError('no network'));
  for (const name of ['张三', '李四'])
    must(await api.drafts.submit(await aFilledDraft(api, { name })));
  const later = await startedAnew(bench);
  county.fault = undefined;
  await nextRound(later);
  expect((await now(later.api.device.watchState)).clerk).toBeNull();
  expect(county.operations.size).toBe(2);
  expect(county.uploads.size).toBe(4);
});

it('a forgotten secret: a new ticket, the custodians’ key, and old drafts and cases are read again', async () => {
  const bench = await anEnrolledDevice();
  const { county } = bench;
  const draftId = must(await bench.api.drafts.create('V02'));
  const old = must(
    await bench.api.drafts.submit(await aFilledDraft(bench.api)),
  );
  await nextRound(bench);
  const later = await startedAnew(bench);
  const { api } = later;
  const { id: deviceId, vaultId } = await deviceRow(later);

  // The same clerk comes with a further ticket to the locked device.
  must(await api.device.readTicket(await county.ticket({ deviceId })));
  must(await api.device.enrol(NEW_PIN));
  const locked = await now(api.device.watchState);
  expect(locked.clerk?.id).toBe('clerk-1');
  expect(locked.clerks).toHaveLength(1);
  expect(locked.access.unreadable).toBe(2);
  expect(await api.drafts.read(draftId)).toMatchObject({
    code: 'draftUnreadable',
  });
  // He works at once.
  const meanwhile = must(await api.drafts.submit(await aFilledDraft(api)));
  await nextRound({ api });
  const sent = [...county.operations.values()].map(
    ({ envelope }) => envelope.caseId,
  );
  expect(sent).toEqual(expect.arrayContaining([old.caseId, meanwhile.caseId]));

  const [first, second] = county.enrolments;
  if (first === undefined || second === undefined)
    throw new Error('two enrolments');
  county.session = {
    control: [
      {
        kind: 'vaultKey',
        vaultId,
        kid: await calculateJwkThumbprint(second.wrapKey),
        jwe: await county.recover(first.escrow, second.wrapKey),
      },
    ],
  };
  const last = await startedAnew(later);
  await nextRound(last);
  must(await last.api.device.unlock('clerk-1', NEW_PIN));
  expect(must(await last.api.drafts.read(draftId)).matterCode).toBe('V02');
  const cases = await now(last.api.cases.watch);
  expect(cases.map(({ caseId }) => caseId).sort()).toEqual(
    [old.caseId, meanwhile.caseId].sort(),
  );
  await nextRound(last);
  // The county hears that it came, and need not say it again.
  expect(county.escrows.at(-1)?.received).toEqual([vaultId]);
  expect((await now(last.api.device.watchState)).access.unreadable).toBe(0);
});

it('a key recovered while he works is taken in at the contact, without a new unlock', async () => {
  const bench = await anEnrolledDevice();
  const { county } = bench;
  const draftId = must(await bench.api.drafts.create('V02'));
  const later = await startedAnew(bench);
  const { api } = later;
  const device = await deviceRow(later);
  must(
    await api.device.readTicket(await county.ticket({ deviceId: device.id })),
  );
  must(await api.device.enrol(NEW_PIN));
  const request = await metaOf<{ list: { request: { wrapKey: never } }[] }>(
    later,
    'clerkEnrolments',
  );
  const wrapKey = request.list[0]?.request.wrapKey as never;
  county.session = {
    control: [
      {
        kind: 'vaultKey',
        vaultId: device.vaultId,
        kid: await calculateJwkThumbprint(wrapKey),
        jwe: await county.recover(county.enrolments[0]?.escrow ?? '', wrapKey),
      },
    ],
  };
  await nextRound({ api });
  await expect.poll(async () => (await api.drafts.read(draftId)).ok).toBe(true);
  expect((await now(api.device.watchState)).clerk?.id).toBe('clerk-1');
});

it('the other clerk keeps the old key, and gives it to who forgot with his next unlock', async () => {
  const bench = await anEnrolledDevice();
  const { county } = bench;
  const { id: deviceId } = await deviceRow(bench);
  const second = { id: 'clerk-2', name: '向代办员' };
  must(
    await bench.api.device.readTicket(
      await county.ticket({ deviceId, clerk: second }),
    ),
  );
  must(await bench.api.device.enrol(OTHER_PIN));
  const draftId = must(await bench.api.drafts.create('V02'));
  const forgot = await startedAnew(bench);
  must(await forgot.api.device.readTicket(await county.ticket({ deviceId })));
  must(await forgot.api.device.enrol(NEW_PIN));
  // Starts in which nobody has the old key must not drop it.
  const again = await startedAnew(forgot);
  must(await again.api.device.unlock('clerk-1', NEW_PIN));
  const after = await startedAnew(again);
  expect(await after.api.drafts.read(draftId)).toMatchObject({
    code: 'locked',
  });
  must(await after.api.device.unlock('clerk-2', OTHER_PIN));
  expect(must(await after.api.drafts.read(draftId)).matterCode).toBe('V02');
  await expect
    .poll(async () => {
      const row = await after.device.store.db.drafts.get(draftId);
      return row?.sealed.vaultId;
    })
    .toBe((await deviceRow(after)).vaultId);
  await after.api.device.lock();
  must(await after.api.device.unlock('clerk-1', NEW_PIN));
  expect(must(await after.api.drafts.read(draftId)).matterCode).toBe('V02');
});
