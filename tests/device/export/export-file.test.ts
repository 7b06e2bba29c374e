// What leaves a device as a file: everything that waits, sealed as it lies there.
import { CompactSign, compactVerify, importJWK } from 'jose';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { findMeta } from '../../../src/device/database/meta.ts';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import { write } from '../../../src/device/database/write.ts';
import type { DeviceApi, StickPlan } from '../../../src/device/device-api.ts';
import {
  operationBatchSchema,
  type OperationResult,
} from '../../../src/protocol/operations.ts';
import { StickReader } from '../../../src/protocol/read-stick.ts';
import {
  manifestSchema,
  STICK_REPLY_TYP,
  type StickManifest,
  type StickReply,
} from '../../../src/protocol/stick-file.ts';
import {
  STICK_TYPES,
  writeRecord,
} from '../../../src/protocol/stick-records.ts';
import { digest } from '../../support/stick-builder.ts';
import {
  aDevice,
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';

type Found = {
  types: number[];
  manifest: StickManifest;
  operationIds: string[];
  materials: Map<string, number>;
};

async function* whole(file: Blob) {
  yield new Uint8Array(await file.arrayBuffer());
}

/** Reads a file as the township does; the manifest verified by its device's key. */
async function look({ device }: Bench, file: Blob): Promise<Found> {
  const key = await device.store.db.keys.get('delivery');
  if (key?.name !== 'delivery') throw new Error('delivery key');
  const types: number[] = [];
  let manifest: StickManifest | undefined;
  const operationIds: string[] = [];
  const materials = new Map<string, number>();
  for await (const piece of new StickReader(whole(file), digest).pieces()) {
    if (piece.kind !== 'record') throw new Error('damaged');
    types.push(piece.type);
    const text = () => new TextDecoder().decode(piece.bytes);
    if (piece.type === STICK_TYPES.manifest) {
      const { payload } = await compactVerify(
        text(),
        await importJWK({ ...key.publicKey }, 'ES256'),
      );
      const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
      manifest = v.parse(manifestSchema, claims);
    } else if (piece.type === STICK_TYPES.operations) {
      expect(manifest?.batches).toContain(piece.sha256);
      const batch = v.parse(operationBatchSchema, JSON.parse(text()));
      operationIds.push(...batch.operations.map(({ id }) => id));
    } else if (piece.type === STICK_TYPES.material)
      materials.set(piece.sha256, piece.bytes.length);
  }
  if (manifest === undefined) throw new Error('no manifest');
  return { types, manifest, operationIds, materials };
}

async function takeIn({ api }: Bench, photographs = 1): Promise<string> {
  const draftId = await aFilledDraft(api, { photographs });
  return must(await api.drafts.submit(draftId)).caseId;
}

async function planned(
  api: DeviceApi,
  choice: Partial<Parameters<DeviceApi['stick']['plan']>[0]> = {},
): Promise<StickPlan> {
  return must(
    await api.stick.plan({ photographs: true, partBytes: null, ...choice }),
  );
}

const writePart = async (
  { api }: Bench,
  { planId }: StickPlan,
  part = 1,
): Promise<Blob> => must(await api.stick.write(planId, part, () => undefined));

/** Offline from the moment it is enrolled. */
async function anOfflineDevice(): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  return bench;
}

describe('an export', () => {
  test('carries all that waits, and the plan says how much before', async () => {
    const bench = await anOfflineDevice();
    await takeIn(bench);
    await takeIn(bench);
    const text = await planned(bench.api, { photographs: false });
    expect(text).toMatchObject({ cases: 2, operations: 2 });
    // The signature's picture is a material too.
    expect(text.photographs.count).toBe(4);
    expect(text.parts).toMatchObject([{ part: 1, materials: 0 }]);
    const both = await planned(bench.api);
    expect(both.parts).toMatchObject([{ part: 1, materials: 4 }]);
    const file = await writePart(bench, both);
    const planBytes = both.parts[0]?.bytes ?? 0;
    expect(Math.abs(planBytes - file.size)).toBeLessThan(8 * 1024);

    const found = await look(bench, file);
    // The second batch says that this file was exported.
    expect(found.types).toEqual([
      STICK_TYPES.manifest,
      STICK_TYPES.operations,
      STICK_TYPES.operations,
      ...Array<number>(4).fill(STICK_TYPES.material),
    ]);
    expect(found.manifest).toMatchObject({
      fromSeq: 1,
      toSeq: 3,
      operations: 3,
      materials: 4,
      part: 1,
      parts: 1,
      have: { epoch: 'epoch-1', seq: 3 },
    });
    const waiting = await now(bench.api.outbox.watch);
    expect(found.operationIds).toEqual(
      waiting.pending.map(({ operationId }) => operationId),
    );
    expect(
      [...found.materials.values()].reduce((sum, bytes) => sum + bytes, 0),
    ).toBe(both.photographs.bytes);
  });

  test('holds nothing readable of a person', async () => {
    const bench = await anOfflineDevice();
    await takeIn(bench);
    const file = await writePart(bench, await planned(bench.api));
    const bytes = Buffer.from(await file.arrayBuffer());
    for (const value of ['张三', '000000198001050023', '0718-0000001'])
      for (const encoding of ['utf8', 'utf16le', 'base64'] as const)
        expect(
          bytes.includes(
            encoding === 'base64'
              ? Buffer.from(value).toString('base64').slice(0, -4)
              : Buffer.from(value, encoding),
          ),
        ).toBe(false);
  });

  test('is written while locked, before any contact, with the enrolment in front', async () => {
    const bench = await aDevice();
    const ticket = await bench.county.ticket();
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    must(await bench.api.device.readTicket(ticket));
    must(await bench.api.device.enrol(PIN));
    await takeIn(bench);
    await bench.api.device.lock();
    const file = await writePart(bench, await planned(bench.api));
    const { types, manifest, operationIds } = await look(bench, file);
    expect(types.slice(0, 2)).toEqual([
      STICK_TYPES.enrolment,
      STICK_TYPES.manifest,
    ]);
    expect(manifest.have).toMatchObject({ epoch: null, ack: null });
    expect(operationIds).toHaveLength(1);
  });

  test('too large for one file is cut into parts that hold everything once', async () => {
    const bench = await anOfflineDevice();
    for (let i = 0; i < 3; i += 1) await takeIn(bench, 2);
    const one = await planned(bench.api);
    const plan = await planned(bench.api, { partBytes: 12 * 1024 });
    expect(plan.parts.length).toBeGreaterThan(1);
    const operations: string[] = [];
    const materials: string[] = [];
    for (const { part } of plan.parts) {
      const file = await writePart(bench, plan, part);
      expect(file.size).toBeLessThan(13 * 1024);
      const found = await look(bench, file);
      expect(found.manifest).toMatchObject({
        fileId: plan.planId,
        part,
        parts: plan.parts.length,
      });
      operations.push(...found.operationIds);
      materials.push(...found.materials.keys());
    }
    // And one more, which says that this was exported.
    expect(new Set(operations).size).toBe(one.operations + 1);
    expect(operations).toHaveLength(one.operations + 1);
    expect(materials).toHaveLength(one.photographs.count);
    expect(new Set(materials).size).toBe(one.photographs.count);
  });

  test('tells how many bytes are written', async () => {
    const bench = await anOfflineDevice();
    await takeIn(bench, 2);
    const { planId } = await planned(bench.api);
    const told: number[] = [];
    const file = must(
      await bench.api.stick.write(planId, 1, (bytes) => told.push(bytes)),
    );
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told[told.length - 1]).toBeLessThanOrEqual(file.size);
  });

  test('leaves the work waiting, tagged once a person has seen the file, and is a journal act', async () => {
    const bench = await anOfflineDevice();
    await takeIn(bench);
    const plan = await planned(bench.api);
    await writePart(bench, plan);
    const before = await now(bench.api.outbox.watch);
    expect(before.pending).toMatchObject([
      { kind: 'submit', exportedAt: null },
      { kind: 'journal', exportedAt: null },
    ]);
    must(await bench.api.stick.confirm(plan.planId));
    const after = await now(bench.api.outbox.watch);
    const exportedAt = new Date(bench.county.nowMs).toISOString();
    expect(after.pending).toMatchObject([
      { state: 'pending', exportedAt },
      { state: 'pending', exportedAt },
    ]);
    const journal = after.pending.find(({ kind }) => kind === 'journal');
    const row = await bench.device.store.db.outbox.get(
      journal?.operationId ?? '',
    );
    expect(row && (await bench.county.open(row.envelope))).toMatchObject({
      kind: 'journal',
      acts: [{ act: 'exported' }],
    });
  });

  test('passes over a photograph whose bytes are gone, and says so of the rest', async () => {
    const bench = await anOfflineDevice();
    await takeIn(bench);
    const plan = await planned(bench.api);
    const { store } = bench.device;
    const [first] = await store.db.materials
      .where('[state+since]')
      .between(['pending', ''], ['pending', '\uffff'])
      .primaryKeys();
    await write(store, ['materialBytes'], () =>
      store.db.materialBytes.delete(first ?? ''),
    );
    const { manifest, materials } = await look(
      bench,
      await writePart(bench, plan),
    );
    expect(manifest.materials).toBe(1);
    expect(materials.has(first ?? '')).toBe(false);
    expect((await store.db.materials.get(first ?? ''))?.state).toBe('damaged');
  });

  test('of nothing is refused, and so is a plan that is no more', async () => {
    const bench = await anOfflineDevice();
    expect(
      await bench.api.stick.plan({ photographs: true, partBytes: null }),
    ).toEqual({ ok: false, code: 'nothingToExport' });
    await takeIn(bench);
    const old = await planned(bench.api);
    await planned(bench.api);
    expect(
      await bench.api.stick.write(old.planId, 1, () => undefined),
    ).toMatchObject({ ok: false, code: 'nothingToExport' });
  });

  test('says that the storage is full, and can be tried again', async () => {
    let isFull = true;
    const bench = await anEnrolledDevice({
      files: {
        create: () => {
          const parts: BlobPart[] = [];
          return Promise.resolve({
            write: (bytes) => {
              if (isFull) throw new DOMException('full', 'QuotaExceededError');
              parts.push(bytes);
              return Promise.resolve();
            },
            drop: () => Promise.resolve(),
            finish: (head) => Promise.resolve(new Blob([...head, ...parts])),
          });
        },
        clear: () => Promise.resolve(),
      },
    });
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    await takeIn(bench);
    const plan = await planned(bench.api);
    expect(
      await bench.api.stick.write(plan.planId, 1, () => undefined),
    ).toEqual({ ok: false, code: 'storageFull' });
    isFull = false;
    expect(
      (await look(bench, await writePart(bench, plan))).manifest.operations,
    ).toBe(2);
  });
});

/** One of the records, with its frame. */
type Say = StickReply extends infer Each
  ? Each extends StickReply
    ? Omit<Each, 'replyId' | 'deviceId' | 'record' | 'isLast'> &
        Partial<Pick<Each, 'deviceId'>>
    : never
  : never;

async function replyOf(
  { county, device }: Bench,
  says: Say[],
  signer = county.ticketKey,
): Promise<Blob> {
  const { db } = device.store;
  const own = (await findMeta(db, 'device'))?.id ?? '';
  const parts: BlobPart[] = [];
  const replyId = crypto.randomUUID();
  for (const [i, said] of says.entries()) {
    const claims = {
      replyId,
      deviceId: own,
      record: i + 1,
      isLast: i === says.length - 1,
      ...said,
    };
    const jws = await new CompactSign(
      new TextEncoder().encode(JSON.stringify(claims)),
    )
      .setProtectedHeader({
        alg: 'ES256',
        typ: STICK_REPLY_TYP,
        kid: signer.kid,
      })
      .sign(signer.privateKey);
    const bytes = new TextEncoder().encode(jws);
    parts.push(
      ...(await writeRecord({ type: STICK_TYPES.reply, bytes }, digest)),
    );
  }
  return new Blob(parts);
}

const AT = '2026-11-25T03:00:00.000Z';
const contact = (
  epoch = 'epoch-1',
  serverTime = AT,
  more: Partial<Extract<StickReply, { kind: 'contact' }>> = {},
): Say => ({
  kind: 'contact',
  epoch,
  serverTime,
  authors: [],
  have: { seq: 0, missing: [] },
  ack: { seq: 0, head: null, mac: 'mac' },
  safeThrough: '2026-11-18T00:00:00.000Z',
  sealKid: 'kid',
  device: 'active',
  lease: null,
  control: [],
  ...more,
});
const results = (
  list: OperationResult[],
  epoch = 'epoch-1',
  serverTime = AT,
): Say => ({ kind: 'results', epoch, serverTime, results: list });

const rowOf = async ({ device }: Bench, caseId: string): Promise<OutboxRow> => {
  const row = await device.store.db.outbox.where({ caseId }).first();
  if (row === undefined) throw new Error('row');
  return row;
};

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
});
