// guarantee 12, of a stick: what is held while a file is taken in does not grow
// with it. STICK_CASES and STICK_MB measure a larger one; the figures are printed.
import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import {
  STICK_TYPES,
  writeRecord,
} from '../../../src/protocol/stick-records.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { digest, stickRecords } from '../../support/stick-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const CASES = Number(process.env['STICK_CASES'] ?? 60);
const TOTAL_MB = Number(process.env['STICK_MB'] ?? 160);
/** Photographs when it is measured; files of the largest size otherwise. */
const MATERIAL_BYTES =
  process.env['STICK_MB'] === undefined ? 16 * 1024 * 1024 : 150 * 1024;
const MB = 1024 * 1024;
/** The file is measured each time this much of it was read. */
const MEASURE_EVERY = 4 * MB;
/** Where in a record a measure falls differs from one to the next. */
const ONE_RECORD = 16 * MB;

const platform = await startTestPlatform();
const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: 'township:422825102' }],
};

test(
  'guarantee 12: a file many times larger than what is held is taken in',
  { timeout: 1_800_000 },
  async () => {
    const device = await TestDevice.ready(platform, '422825201237');
    const batches: Envelope[][] = [];
    for (let i = 0; i < CASES; i += 1) {
      if (i % 40 === 0) batches.push([]);
      const envelope = await device.make(device.submitOperation());
      batches[batches.length - 1]?.push(envelope);
    }
    const count = Math.floor((TOTAL_MB * MB) / MATERIAL_BYTES);
    const head = await stickRecords(device, {
      batches,
      manifest: { materials: count },
    });

    // Written as it is read: no file lies anywhere.
    let before = 0;
    const heldSince: number[] = [];
    let unmeasured = 0;
    const measured = (part: Uint8Array) => {
      unmeasured += part.length;
      if (unmeasured >= MEASURE_EVERY) {
        unmeasured = 0;
        heldSince.push(held() - before);
      }
      return part;
    };
    async function* file() {
      for (const record of head) yield* await writeRecord(record, digest);
      for (let i = 0; i < count; i += 1) {
        const bytes = new Uint8Array(randomBytes(MATERIAL_BYTES));
        const record = { type: STICK_TYPES.material, bytes };
        for (const part of await writeRecord(record, digest))
          for (let at = 0; at < part.length; at += 64 * 1024)
            yield measured(part.subarray(at, at + 64 * 1024));
      }
    }
    before = held();
    const started = performance.now();
    const result = await importFile(platform.context, reviewer, file());
    const seconds = (performance.now() - started) / 1000;
    expect(result).toMatchObject({
      ok: true,
      value: {
        cases: { received: CASES },
        materials: { received: count },
        torn: false,
        damagedRecords: 0,
      },
    });
    const half = heldSince.length / 2;
    const early = Math.max(...heldSince.slice(0, half));
    const late = Math.max(...heldSince.slice(half));
    const peak = Math.max(early, late);
    process.stderr.write(
      `${CASES} cases and ${TOTAL_MB} MB in ${seconds.toFixed(1)} s, at most ` +
        `${(peak / MB).toFixed(0)} MB more held than before\n`,
    );
    // What the process itself keeps meanwhile is counted too.
    expect(late).toBeLessThan(early + ONE_RECORD + MB);
    expect(peak).toBeLessThan(TOTAL_MB * MB * 0.75);
  },
);

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that something still refers to: when garbage is collected is the
 * engine's matter, and says nothing of what the import holds. */
function held(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
