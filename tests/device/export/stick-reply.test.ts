// What the county's answer on a stick does to the device's rows.
import { CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { findMeta, getCounty } from '../../../src/device/database/meta.ts';
import { write } from '../../../src/device/database/write.ts';
import { must, now, PIN } from '../a-device.ts';
import { takeIn, anOfflineDevice } from './a-stick.ts';
import { replyOf, AT, contact, results, rowOf, type Say } from './a-reply.ts';

describe('the county’s answer on a stick', () => {
  test('moves rows as an answer on the network does, each by its own result', async () => {
    const bench = await anOfflineDevice();
    const cases = [
      await takeIn(bench),
      await takeIn(bench),
      await takeIn(bench),
      await takeIn(bench),
    ] as const;
    const ids = await Promise.all(
      cases.map(async (caseId) => (await rowOf(bench, caseId)).id),
    );
    const [one = '', two = '', three = '', four = ''] = ids;
    const reply = await replyOf(bench, [
      contact(),
      results([
        { id: one, result: 'duplicate' },
        { id: two, result: 'held', code: 'lateAnswer' },
        { id: three, result: 'refused', code: 'invalid', paths: ['answers.x'] },
        { id: four, result: 'later', code: 'predecessorMissing' },
      ]),
    ]);
    expect(must(await bench.api.stick.readReply(reply))).toMatchObject({
      applied: 1,
      held: 1,
      refused: 1,
      torn: false,
    });
    expect(await rowOf(bench, cases[0])).toMatchObject({
      state: 'settled',
      result: 'applied',
    });
    expect(await rowOf(bench, cases[1])).toMatchObject({
      state: 'settled',
      result: 'held',
      code: 'lateAnswer',
    });
    expect(await rowOf(bench, cases[2])).toMatchObject({
      state: 'attention',
      code: 'invalid',
      paths: ['answers.x'],
    });
    expect(await rowOf(bench, cases[3])).toMatchObject({
      state: 'pending',
      laterCount: 0,
    });
  });

  test('that another key signed, or another device was meant by, moves nothing', async () => {
    const bench = await anOfflineDevice();
    const caseId = await takeIn(bench);
    const { id } = await rowOf(bench, caseId);
    const says = [contact(), results([{ id, result: 'applied' }])];
    const { root, ticketKey } = bench.county;
    const forged = await replyOf(bench, says, { ...root, kid: ticketKey.kid });
    const foreign = await replyOf(
      bench,
      says.map((each) => ({ ...each, deviceId: crypto.randomUUID() })),
    );
    for (const file of [forged, foreign])
      expect(await bench.api.stick.readReply(file)).toMatchObject({
        ok: false,
        code: 'fileForeign',
      });
    expect((await rowOf(bench, caseId)).state).toBe('pending');
  });

  test('guarantee 13: one from before a restore settles nothing; a later one puts back what the restore lost', async () => {
    const bench = await anOfflineDevice();
    const caseId = await takeIn(bench);
    const { id } = await rowOf(bench, caseId);
    const applied = [{ id, result: 'applied' as const }];
    must(
      await bench.api.stick.readReply(
        await replyOf(bench, [contact(), results(applied)]),
      ),
    );
    // The county was restored and has heard of nothing.
    must(
      await bench.api.stick.readReply(
        await replyOf(bench, [contact('epoch-2', '2026-11-25T04:00:00.000Z')]),
      ),
    );
    expect((await rowOf(bench, caseId)).state).toBe('pending');
    // The old answer lies on the stick still.
    const old = await replyOf(bench, [contact(), results(applied)]);
    expect(must(await bench.api.stick.readReply(old)).applied).toBe(0);
    expect((await rowOf(bench, caseId)).state).toBe('pending');
  });

  test('renews the lease, by no more than the county gave it, however long the stick lay', async () => {
    const bench = await anOfflineDevice();
    const caseId = await takeIn(bench);
    const lease = async (givenMs: number) => {
      const iat = Math.floor(givenMs / 1000);
      const { ticketKey } = bench.county;
      const sub = (await findMeta(bench.device.store.db, 'device'))?.id;
      const claims = { sub, iat, exp: iat + 45 * 86_400 };
      return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({
          alg: 'ES256',
          typ: 'lease+jwt',
          kid: ticketKey.kid,
        })
        .sign(ticketKey.privateKey);
    };
    const DAY = 86_400_000;
    const given = bench.county.nowMs + 1000;
    const reply = await replyOf(bench, [
      contact('epoch-1', new Date(given).toISOString(), {
        lease: await lease(given),
      }),
    ]);
    // It lies 20 days before it is read.
    bench.passMs(20 * DAY);
    must(await bench.api.stick.readReply(reply));
    await bench.api.device.lock();
    must(await bench.api.device.unlock('clerk-1', PIN));
    const shown = async () =>
      (await now(bench.api.cases.watch)).map((each) => each.caseId);
    expect(await shown()).toEqual([caseId]);
    bench.passMs(24 * DAY);
    expect(await shown()).toEqual([caseId]);
    bench.passMs(2 * DAY);
    expect(await shown()).toEqual([]);
  });

  test('takes the clerks’ keys from a device that the county revoked', async () => {
    const bench = await anOfflineDevice();
    must(
      await bench.api.stick.readReply(
        await replyOf(bench, [contact('epoch-1', AT, { device: 'revoked' })]),
      ),
    );
    expect(await bench.device.store.db.clerks.count()).toBe(0);
  });

  test('of which nothing is whole is torn', async () => {
    const bench = await anOfflineDevice();
    const reply = await replyOf(bench, [contact()]);
    expect(
      await bench.api.stick.readReply(reply.slice(0, reply.size - 9)),
    ).toEqual({ ok: false, code: 'fileTorn' });
  });
});

describe('guarantee 13: a restore that a stick tells of', () => {
  test('has every photograph asked for again, and none keeps what was known of its safety', async () => {
    const bench = await anOfflineDevice();
    const caseId = await takeIn(bench);
    const { id } = await rowOf(bench, caseId);
    const { db } = bench.device.store;
    const rows = async () => db.materials.where({ caseId }).toArray();
    const complete = (await rows()).map(({ sha256 }) => sha256);
    const sent = (epoch: string) =>
      ({ kind: 'materials', epoch, serverTime: AT, complete }) as Say;
    const first = [
      contact(),
      results([{ id, result: 'applied' }]),
      sent('epoch-1'),
    ];
    must(await bench.api.stick.readReply(await replyOf(bench, first)));
    expect((await rows()).map(({ state }) => state)).toEqual(
      complete.map(() => 'sent'),
    );

    const restored = contact('epoch-2', '2026-11-25T04:00:00.000Z');
    must(await bench.api.stick.readReply(await replyOf(bench, [restored])));
    expect((await rows()).map(({ state }) => state)).toEqual(
      complete.map(() => 'pending'),
    );

    await write(bench.device.store, ['materials'], () =>
      db.materials.where({ caseId }).modify((row) => {
        row.proof = { epoch: 'epoch-1', step: 'safe', at: 1, appliedBy: 1 };
      }),
    );
    must(
      await bench.api.stick.readReply(await replyOf(bench, [sent('epoch-2')])),
    );
    for (const { state, proof } of await rows())
      expect({ state, proof }).toEqual({ state: 'sent', proof: undefined });
  });

  test('guarantee 4: an answer whose first record is torn dates no proof of safety earlier than itself', async () => {
    const bench = await anOfflineDevice();
    const caseId = await takeIn(bench);
    const { id } = await rowOf(bench, caseId);
    const { store } = bench.device;
    const heardAt = async () =>
      Date.parse((await getCounty(store.db)).lastHeardAt ?? '');
    const at = (hour: string) => `2026-11-25T${hour}:00:00.000Z`;
    const take = async (...says: Say[]) =>
      must(await bench.api.stick.readReply(await replyOf(bench, says)));
    await take(contact('epoch-1', at('03')));
    // Of one made at nine the contact is lost on the way; it says that the case,
    // which came at eight, is taken in.
    await take(results([{ id, result: 'applied' }], 'epoch-1', at('09')));
    expect(await heardAt()).toBe(Date.parse(at('09')));
    // One that was made at five comes late, and must not date the case at five.
    await take(contact('epoch-1', at('05')));
    expect(await heardAt()).toBe(Date.parse(at('09')));
    // The same answer whole says all that the torn one did not.
    await take(
      contact('epoch-1', at('09'), { safeThrough: at('07') }),
      results([{ id, result: 'applied' }], 'epoch-1', at('09')),
    );
    expect((await getCounty(store.db)).safeThrough).toBe(at('07'));
  });
});
