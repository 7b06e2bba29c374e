import { describe, expect, it } from 'vitest';
import { materialsInLine } from '../../../src/device/sync/materials-in-line.ts';
import { Progress } from '../../../src/device/sync/progress.ts';
import { freshMemory } from '../../../src/device/sync/round-context.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  must,
  now,
  type Bench,
} from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { correction, received } from './some-cases.ts';

/** Hashes of the photographs that may go now, in their order. */
async function lineOf({ device, ports }: Bench): Promise<string[]> {
  const context = {
    store: device.store,
    ports,
    memory: freshMemory(),
    progress: new Progress(ports.clock),
    mayBegin: () => true,
  };
  const line: string[] = [];
  for await (const { sha256 } of materialsInLine(context)) line.push(sha256);
  return line;
}

/** The county takes text, and no photograph gets through. */
function cutUploads({ county }: Bench): void {
  county.fault = (request) =>
    request.url.includes('/materials/')
      ? Promise.reject(new TypeError('cut'))
      : Promise.resolve(undefined);
}

/** A case with one photograph, and its hash. No signature. */
async function aCaseWith({ api, device }: Bench, days = 0) {
  const draftId = await aFilledDraft(api, { photographs: 0 });
  must(await api.drafts.addPhotograph(draftId, 'p', aPhotograph()));
  const { caseId } = must(await api.drafts.submit(draftId));
  const rows = await device.store.db.materials.where({ caseId }).toArray();
  return { caseId, hashes: rows.map(({ sha256 }) => sha256), days };
}

function block({ county }: Bench): void {
  county.fault = () => Promise.reject(new TypeError('no network'));
}

describe('the order of photographs', { timeout: 20_000 }, () => {
  it('guarantee 6: all text goes before any photograph', async () => {
    const bench = await anEnrolledDevice();
    block(bench);
    for (let i = 0; i < 4; i += 1) await aCaseWith(bench);
    bench.county.fault = undefined;
    bench.county.requests.length = 0;
    await bench.api.sync.now();
    const kinds = bench.county.requests.flatMap((each) => {
      if (each.endsWith('/operations')) return ['text'];
      return each.includes('/materials/') ? ['photograph'] : [];
    });
    expect(kinds.lastIndexOf('text')).toBeLessThan(kinds.indexOf('photograph'));
    expect(bench.county.uploads.size).toBe(8);
  });

  it('guarantee 6: by legal deadline, not by intake, and by intake where it is the same', async () => {
    const bench = await anEnrolledDevice();
    const { api, device, passMs } = bench;
    block(bench);
    const first = await aCaseWith(bench);
    passMs(3_600_000);
    const second = await aCaseWith(bench);
    passMs(3_600_000);
    const third = await aCaseWith(bench);
    // The third has to be answered before the others.
    await device.store.db.materials
      .where('sha256')
      .anyOf(third.hashes)
      .modify({ dueOn: '2026-11-26' });
    cutUploads(bench);
    await api.sync.now();
    expect(await lineOf(bench)).toEqual([
      ...third.hashes.sort(),
      ...first.hashes.sort(),
      ...second.hashes.sort(),
    ]);
  });

  it('guarantee 6: the deadline of an open correction is that of its papers', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const { caseId } = await aCaseWith(bench);
    await api.sync.now();
    county.say(caseId, received);
    county.say(caseId, {
      ...correction,
      kind: 'correctionRequested',
      items: [{ about: 'p', target: 'paper', reason: '糊', fix: '重拍' }],
      dueOn: { date: '2026-12-09', provisional: false },
    });
    await api.sync.now();
    block(bench);
    const draftId = must(await api.drafts.createAnswer(caseId));
    must(await api.drafts.addPhotograph(draftId, 'p', aPhotograph()));
    must(await api.drafts.submit(draftId));
    const rows = await device.store.db.materials
      .where({ caseId })
      .and(({ state }) => state === 'pending')
      .toArray();
    expect(rows.map(({ dueOn }) => dueOn)).toEqual(['2026-12-09']);
  });

  it.each(['session', 'feed'] as const)(
    'guarantee 6: one that a reviewer waits for goes first, asked by the %s',
    async (by) => {
      const bench = await anEnrolledDevice();
      const { api, county } = bench;
      cutUploads(bench);
      await aCaseWith(bench);
      const last = await aCaseWith(bench);
      await api.sync.now();
      const sha256 = last.hashes[1] ?? '';
      const item = { kind: 'materialFirst' as const, sha256 };
      if (by === 'feed') county.ask(item);
      else {
        county.session = { control: [item, { kind: 'newerThanUs' }] };
        await api.device.lock();
      }
      await api.sync.now();
      expect((await lineOf(bench))[0]).toBe(sha256);
    },
  );

  it('photographs of text that the county has not taken stay', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    block(bench);
    const stuck = await aCaseWith(bench);
    await aCaseWith(bench);
    county.judge = ({ envelope: { id, caseId } }) =>
      caseId === stuck.caseId
        ? { id, result: 'later', code: 'busy' }
        : { id, result: 'applied' };
    county.fault = undefined;
    await api.sync.now();
    expect(county.uploads.size).toBe(2);
    expect(stuck.hashes.some((sha256) => county.uploads.has(sha256))).toBe(
      false,
    );
  });

  it('those that older code left without a place in line go too', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    county.fault = (request) =>
      Promise.resolve(
        request.url.includes('/materials/')
          ? problem(503, 'unavailable')
          : undefined,
      );
    await aCaseWith(bench);
    await api.sync.now();
    await device.store.db.materials.toCollection().modify((row) => {
      delete row.turn;
      delete row.dueOn;
    });
    await device.stop();
    const { createDevice } =
      await import('../../../src/device/create-device.ts');
    const again = createDevice(bench.ports);
    county.fault = undefined;
    await again.start();
    await expect
      .poll(async () => (await now(again.api.outbox.watch)).unsent.materials)
      .toBe(0);
    await again.stop();
  });
});
