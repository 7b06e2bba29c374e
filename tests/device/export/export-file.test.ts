// What leaves a device as a file: everything that waits, sealed as it lies there.
import { describe, expect, test } from 'vitest';
import { write } from '../../../src/device/database/write.ts';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { aDevice, anEnrolledDevice, must, now, PIN } from '../a-device.ts';
import {
  look,
  takeIn,
  planned,
  writePart,
  anOfflineDevice,
} from './a-stick.ts';

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
    for (const value of ['张三', '000000194001050025', '0718-0000001'])
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
    // The clerk counts the residents who were here.
    expect(after.unsent).toMatchObject({ cases: 1, operations: 2 });
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
