import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../src/device/sync/compare-chain.ts';
import { union, without } from '../../../src/device/sync/ranges.ts';
import { now, type Bench } from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { someWaitingCases } from './some-cases.ts';

/** Opens a session anew: what was lost is found at each contact. */
async function contact({ api }: Bench): Promise<void> {
  await api.device.lock();
  await api.sync.now();
}

function busy({ county }: Bench): void {
  county.fault = (request) => {
    const answer = problem(503, 'unavailable');
    answer.headers.set('retry-after', '1');
    const isPush = request.url.endsWith('/operations');
    return Promise.resolve(isPush ? answer : undefined);
  };
}

const lostOf = async ({ api }: Bench) => (await now(api.sync.watch)).lost;

describe('the chain at each contact', { timeout: 30_000 }, () => {
  it('guarantee 11: the head goes with each session', async () => {
    const bench = await someWaitingCases(2);
    await contact(bench);
    const rows = await bench.device.store.db.outbox.orderBy('seq').toArray();
    expect(bench.county.sessions.at(-1)).toMatchObject({
      seq: 2,
      head: rows[1]?.envelope.sha256,
      lost: [],
    });
  });

  it('guarantee 11: any row of waiting work that is removed from the database is found and named', async () => {
    const bench = await someWaitingCases(5);
    const { county, device } = bench;
    const { db } = device.store;
    busy(bench);
    const rows = await db.outbox.orderBy('seq').toArray();
    const entries = await db.chain.orderBy('seq').toArray();
    const places = [[1], [3], [5], [2, 3], [1, 5], [1, 2, 3, 4, 5]];
    for (const seqs of places)
      for (const isEntryGone of [false, true]) {
        await db.outbox.where('seq').anyOf(seqs).delete();
        if (isEntryGone) await db.chain.where('seq').anyOf(seqs).delete();
        const ranges = union(
          seqs.map((seq): [number, number] => [seq, seq]),
          [],
        );
        await contact(bench);
        expect(await lostOf(bench)).toEqual(ranges);
        // The county hears of it by number at the contact after that.
        await contact(bench);
        expect(county.sessions.at(-1)?.lost).toEqual(ranges);
        await db.outbox.bulkPut(rows);
        await db.chain.bulkPut(entries);
        await contact(bench);
        expect(await lostOf(bench)).toEqual([]);
      }
  });

  it('guarantee 11: an entry of the chain that is removed is written anew from its operation, or told as lost', async () => {
    const bench = await someWaitingCases(4);
    const { api, county, device } = bench;
    const { db } = device.store;
    await api.sync.now();
    const entries = await db.chain.orderBy('seq').toArray();
    await db.chain.bulkDelete([2, 4]);
    await contact(bench);
    expect(await db.chain.orderBy('seq').toArray()).toEqual(entries);
    // The envelope was released, and now its entry is gone too. The county has
    // the operation: nothing of a resident is lost.
    await db.outbox.where('seq').equals(3).delete();
    await db.chain.delete(3);
    await contact(bench);
    expect(county.sessions.at(-1)?.lost).toEqual([[3, 3]]);
    expect(await lostOf(bench)).toEqual([]);
  });

  it('the head of the chain is found again, so that no place is used twice', async () => {
    const bench = await someWaitingCases(3);
    const { db } = bench.device.store;
    await db.meta.delete('chain');
    await contact(bench);
    expect((await db.meta.get('chain'))?.value).toMatchObject({ seq: 3 });
  });

  it('a gap blocks nothing: what is left goes to the county', async () => {
    const bench = await someWaitingCases(3);
    await bench.device.store.db.outbox.where('seq').equals(2).delete();
    await contact(bench);
    await contact(bench);
    expect(bench.county.operations.size).toBe(2);
    expect(await lostOf(bench)).toEqual([[2, 2]]);
  });

  it('a store that was set back hears of the places that it does not know any more', async () => {
    const bench = await someWaitingCases(3);
    const { device } = bench;
    await contact(bench);
    await contact(bench);
    const { db } = device.store;
    await db.outbox.clear();
    await db.chain.clear();
    await db.meta.put({ name: 'chain', value: { seq: 0, head: null } });
    await contact(bench);
    expect(await lostOf(bench)).toEqual([[1, 3]]);
    // A restart knows it still.
    const kept = await db.meta.get('lost');
    expect(kept?.value).toEqual({ ranges: [[1, 3]] });
  });
});

describe('what is settled here and unknown at the county', () => {
  it('goes again, and once only while nothing changes', async () => {
    const bench = await someWaitingCases(3);
    const { api, county } = bench;
    await api.sync.now();
    const [, second] = [...county.operations.keys()];
    county.operations.delete(second ?? '');
    county.batchSizes.length = 0;
    await contact(bench);
    expect(county.batchSizes).toEqual([1]);
    expect(county.operations.size).toBe(3);
    county.operations.delete(second ?? '');
    county.batchSizes.length = 0;
    await contact(bench);
    expect(county.batchSizes).toEqual([]);
  });

  it('of a copied device says nothing: all is asked once, and its places are not compared', async () => {
    const bench = await someWaitingCases(3);
    const { api, county } = bench;
    await api.sync.now();
    county.session = {
      have: { seq: 0, missing: [[1, 3]] },
      control: [{ kind: 'enrolAgain' }],
    };
    county.batchSizes.length = 0;
    for (let i = 0; i < 3; i += 1) await contact(bench);
    expect(county.batchSizes).toEqual([3]);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });

  it('from the tray it is told of again, not sent', async () => {
    const bench = await someWaitingCases(2);
    const { api, county } = bench;
    county.judge = ({ envelope: { id } }) => ({
      id,
      result: 'refused',
      code: 'invalid',
    });
    await api.sync.now();
    expect(county.copies).toEqual([]);
    county.refusedSeqs.clear();
    county.epoch = 'epoch-2';
    await contact(bench);
    expect(county.copies.map(({ seq }) => seq)).toEqual([1, 2]);
    expect((await now(api.outbox.watch)).attention).toHaveLength(2);
  });

  it('goes again after it was put off three times for want of the one before', async () => {
    const bench = await someWaitingCases(1);
    const { api, county } = bench;
    await api.sync.now();
    const { db } = bench.device.store;
    const [row] = await db.outbox.toArray();
    if (row === undefined) throw new Error('one');
    // A follower, and a county that has lost the first without knowing it.
    const id = '019ab000-0000-7000-8000-0000000000f1';
    await db.outbox.put({
      ...row,
      id,
      seq: 2,
      envelope: { ...row.envelope, id, seq: 2, casePrev: row.id },
      state: 'pending',
      result: null,
      askedAgainIn: 'epoch-1',
    });
    await db.outbox.update(row.id, { askedAgainIn: 'epoch-1' });
    await db.chain.put({ seq: 2, id, sha256: row.envelope.sha256 });
    county.operations.clear();
    const sent: number[] = [];
    county.open = () => Promise.resolve({} as never);
    county.judge = ({ envelope }) => {
      sent.push(envelope.seq);
      return envelope.seq === 2 && !county.operations.has(row.id)
        ? { id, result: 'later', code: 'predecessorMissing' }
        : { id: envelope.id, result: 'applied' };
    };
    for (let i = 0; i < 4; i += 1) await api.sync.now();
    expect(sent).toEqual([2, 2, 2, 1, 2]);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });
});

describe('places as ranges', () => {
  it.each([
    [{ seq: 5, missing: [] }, 5, [], []],
    [{ seq: 3, missing: [] }, 5, [[4, 5]], []],
    [{ seq: 0, missing: [] }, 0, [], []],
    [{ seq: 1, missing: [[2, 2]] }, 5, [[2, 2]], []],
    [{ seq: 1, missing: [[2, 7]] }, 5, [[2, 5]], [[6, 7]]],
    [{ seq: 9, missing: [] }, 5, [], [[6, 9]]],
  ] as const)('%j of %i', (have, made, unknown, foreign) => {
    expect(placesOf(have, made)).toEqual({ unknown, foreign });
  });
  it('what is missing, and what is joined', () => {
    expect(without([1, 6], [2, 3, 6])).toEqual([
      [1, 1],
      [4, 5],
    ]);
    expect(
      union(
        [
          [5, 6],
          [1, 2],
        ],
        [[3, 3]],
      ),
    ).toEqual([
      [1, 3],
      [5, 6],
    ]);
  });
});
