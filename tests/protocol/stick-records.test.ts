// The form of a stick's file, whatever happens to it on its way.
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../src/protocol/crc32.ts';
import { StickReader, type StickPiece } from '../../src/protocol/read-stick.ts';
import {
  HEADER_BYTES,
  recordBytes,
  STICK_TYPES,
  writeRecord,
  type Digest,
  type StickRecord,
} from '../../src/protocol/stick-records.ts';

const digest: Digest = (bytes) =>
  Promise.resolve(createHash('sha256').update(bytes).digest());

const record: fc.Arbitrary<StickRecord> = fc.record({
  type: fc.constantFrom(...Object.values(STICK_TYPES), 9),
  bytes: fc
    .uint8Array({ maxLength: 300, size: 'max' })
    .map((bytes) => new Uint8Array(bytes)),
});
const records = fc.array(record, {
  minLength: 1,
  maxLength: 6,
  size: 'max',
});

/** Anywhere in a file, evenly: 0 to 1. */
const place = fc.double({ min: 0, max: 0.999, noNaN: true });
const hole = fc.integer({ min: 1, max: 400 });

async function write(list: readonly StickRecord[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const each of list) parts.push(...(await writeRecord(each, digest)));
  return Buffer.concat(parts);
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(bytes: Uint8Array, size = 64): Promise<StickPiece[]> {
  const pieces: StickPiece[] = [];
  const reader = new StickReader(inPieces(bytes, size), digest);
  for await (const piece of reader.pieces()) pieces.push(piece);
  return pieces;
}

const whole = (pieces: readonly StickPiece[]) =>
  pieces.flatMap((piece) =>
    piece.kind === 'record'
      ? [{ type: piece.type, bytes: Buffer.from(piece.bytes) }]
      : [],
  );
const asWritten = (list: readonly StickRecord[]) =>
  list.map(({ type, bytes }) => ({ type, bytes: Buffer.from(bytes) }));

/** Where each record ends. */
function ends(list: readonly StickRecord[]): number[] {
  let at = 0;
  return list.map(({ bytes }) => (at += recordBytes(bytes.length)));
}

describe('a file of records', () => {
  test('counts CRC-32 as everybody does', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf4_3926);
  });

  test('is read as it was written, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.integer({ min: 1, max: 400 }),
        async (list, size) => {
          const pieces = await read(await write(list), size);
          expect(whole(pieces)).toEqual(asWritten(list));
          expect(pieces).toHaveLength(list.length);
          expect(pieces.map(({ index }) => index)).toEqual(
            list.map((_, i) => i),
          );
          for (const piece of pieces)
            if (piece.kind === 'record')
              expect(piece.sha256).toBe(
                createHash('sha256').update(piece.bytes).digest('hex'),
              );
        },
      ),
    );
  });

  test('cut anywhere gives what is whole before the cut and says that it is torn', async () => {
    await fc.assert(
      fc.asyncProperty(records, place, async (list, share) => {
        const file = await write(list);
        const cut = Math.floor(share * file.length);
        const pieces = await read(file.subarray(0, cut));
        const kept = ends(list).filter((end) => end <= cut).length;
        expect(whole(pieces)).toEqual(asWritten(list.slice(0, kept)));
        const isOnBorder = cut === 0 || ends(list).includes(cut);
        const damaged = pieces.filter(({ kind }) => kind === 'damaged');
        expect(damaged).toHaveLength(isOnBorder ? 0 : 1);
        // Inside the very first header nothing shows that it is one of ours.
        if (!isOnBorder && (kept > 0 || cut >= HEADER_BYTES))
          expect(damaged[0]).toMatchObject({ index: kept, torn: true });
      }),
    );
  });

  test('begun anywhere gives what is whole behind it', async () => {
    await fc.assert(
      fc.asyncProperty(records, place, async (list, share) => {
        const file = await write(list);
        const from = Math.floor(share * file.length);
        const starts = [0, ...ends(list)];
        const first = starts.findIndex((start) => start >= from);
        expect(whole(await read(file.subarray(from)))).toEqual(
          asWritten(list.slice(first)),
        );
      }),
    );
  });

  test('with one byte changed loses that record alone, and says which', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        place,
        fc.integer({ min: 1, max: 255 }),
        async (list, share, flip) => {
          const file = await write(list);
          const at = Math.floor(share * file.length);
          file[at] = (file[at] ?? 0) ^ flip;
          const hit = ends(list).findIndex((end) => at < end);
          const pieces = await read(file);
          expect(whole(pieces)).toEqual(
            asWritten(list.filter((_, i) => i !== hit)),
          );
          expect(pieces.filter(({ kind }) => kind === 'damaged')).toMatchObject(
            [{ index: hit }],
          );
        },
      ),
    );
  });

  test('with a hole loses what the hole touches and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(records, place, hole, async (list, share, size) => {
        const file = await write(list);
        const from = Math.floor(share * file.length);
        const to = Math.min(file.length, from + size);
        const rest = Buffer.concat([file.subarray(0, from), file.subarray(to)]);
        const borders = [0, ...ends(list)];
        const kept = list.filter((_, i) => {
          const start = borders[i] ?? 0;
          const end = borders[i + 1] ?? 0;
          return end <= from || start >= to;
        });
        const found = whole(await read(rest)).map((each) =>
          JSON.stringify(each),
        );
        const written = asWritten(list).map((each) => JSON.stringify(each));
        // Two halves of equal records may make one of them again.
        expect(written).toEqual(expect.arrayContaining(found));
        let next = 0;
        for (const each of asWritten(kept)) {
          const at = found.indexOf(JSON.stringify(each), next);
          expect(at).toBeGreaterThanOrEqual(0);
          next = at + 1;
        }
      }),
    );
  });

  test('joined to another, twice and with rubbish between, gives both', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        records,
        fc.uint8Array({ maxLength: 100, size: 'max' }),
        async (one, two, rubbish) => {
          const file = Buffer.concat([
            await write(one),
            rubbish,
            await write(two),
            await write(one),
          ]);
          expect(whole(await read(file, 7))).toEqual(
            asWritten([...one, ...two, ...one]),
          );
        },
      ),
    );
  });

  test('of another kind gives nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000, size: 'max' }),
        async (bytes) => {
          expect(whole(await read(bytes))).toEqual([]);
        },
      ),
    );
  });

  test('is held one record at a time', async () => {
    const big = { type: STICK_TYPES.material, bytes: new Uint8Array(200_000) };
    const parts = await writeRecord(big, digest);
    async function* many() {
      for (let i = 0; i < 200; i += 1)
        for (const part of parts) yield* inPieces(part, 64 * 1024);
    }
    const reader = new StickReader(many(), digest);
    let count = 0;
    for await (const piece of reader.pieces())
      if (piece.kind === 'record') count += 1;
    expect(count).toBe(200);
    expect(reader.peakBytes).toBeLessThan(200_000 + 2 * 64 * 1024);
  });

  test('that names lengths it does not have is given up, not read for ever', async () => {
    // Each header promises 20 MB, and none of them has its hash.
    const [header] = await writeRecord(
      { type: STICK_TYPES.material, bytes: new Uint8Array(1024) },
      digest,
    );
    const bad = Buffer.from(header);
    bad.fill(1, 16, 48);
    bad.writeUInt32BE(20 * 1024 * 1024, 12);
    bad.writeUInt32BE(crc32(bad.subarray(0, 48)), 48);
    const file = Buffer.concat(Array.from({ length: 500_000 }, () => bad));
    const started = performance.now();
    const pieces = await read(file, 1024 * 1024);
    expect(whole(pieces)).toEqual([]);
    expect(pieces.length).toBeLessThan(100);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
