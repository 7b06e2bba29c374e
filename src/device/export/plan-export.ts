// What goes onto a stick: everything the county has not answered for. The plan
// holds names alone; contents are read one by one when a part is written.
import { LIMITS } from '../../protocol/limits.ts';
import {
  recordBytes,
  STICK_BATCH_BYTES,
} from '../../protocol/stick-records.ts';
import { pendingMaterials, pendingOperations } from '../database/pending.ts';
import { read, type Store } from '../database/write.ts';
import { getDeviceId } from '../device-context.ts';

/** Places in the chain whose envelopes go into one record. */
export type PlannedBatch = { seqs: number[]; bytes: number };

export type PlannedPart = {
  /** In whose name it is: this device's, or a former one's (former-queue.ts). */
  deviceId: string;
  batches: PlannedBatch[];
  materials: string[];
  /** About what the file will have. */
  bytes: number;
};

export type ExportPlan = {
  /** Cases that its operations belong to. */
  cases: number;
  operations: number;
  textBytes: number;
  /** All that wait, whether or not they are to go. */
  photographs: { count: number; bytes: number };
  parts: PlannedPart[];
};

/** Enrolments, manifest, their headers: a little more rather than less. */
const HEAD_BYTES = 8 * 1024;
/** `{"batchId":…,"operations":[…]}` around the envelopes. */
const FRAME_BYTES = 80;

/**
 * Plans an export. `partBytes`: no file larger than that (null: one file), as
 * long as a single material is not.
 */
export async function planExport(
  store: Store,
  p: { photographs: boolean; partBytes: number | null },
): Promise<ExportPlan> {
  const { batches, cases, operations } = await planBatches(store);
  const materials: { sha256: string; bytes: number }[] = [];
  await read(store, async (db) => {
    materials.length = 0;
    await pendingMaterials(db).each(({ sha256, bytes }) => {
      materials.push({ sha256, bytes });
    });
  });
  const parts = new Parts(p.partBytes ?? Infinity);
  for (const { deviceId, ...batch } of batches)
    parts.add(deviceId, recordBytes(batch.bytes), (part) =>
      part.batches.push(batch),
    );
  const own = await getDeviceId(store);
  if (p.photographs)
    for (const { sha256, bytes } of materials)
      parts.add(own, recordBytes(bytes), (part) => part.materials.push(sha256));
  return {
    cases,
    operations,
    textBytes: batches.reduce((sum, { bytes }) => sum + bytes, 0),
    photographs: {
      count: materials.length,
      bytes: materials.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    parts: parts.list,
  };
}

async function planBatches(store: Store): Promise<{
  batches: (PlannedBatch & { deviceId: string })[];
  cases: number;
  operations: number;
}> {
  let batches: (PlannedBatch & { deviceId: string })[] = [];
  let operations = 0;
  const cases = new Set<string>();
  await read(store, async (db) => {
    batches = [];
    operations = 0;
    cases.clear();
    await pendingOperations(db).each(({ seq, bytes, caseId, envelope }) => {
      const { deviceId } = envelope;
      operations += 1;
      if (caseId !== null) cases.add(caseId);
      const last = batches[batches.length - 1];
      if (
        last !== undefined &&
        last.deviceId === deviceId &&
        last.bytes + bytes + 1 <= STICK_BATCH_BYTES &&
        last.seqs.length < LIMITS.batchOperations
      ) {
        last.seqs.push(seq);
        last.bytes += bytes + 1;
      } else
        batches.push({ deviceId, seqs: [seq], bytes: FRAME_BYTES + bytes });
    });
  });
  return { batches, cases: cases.size, operations };
}

/** Fills one part after the other, each in one device's name. */
class Parts {
  readonly list: PlannedPart[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(deviceId: string, bytes: number, put: (part: PlannedPart) => void): void {
    let part = this.list[this.list.length - 1];
    if (part?.deviceId !== deviceId || part.bytes + bytes > this.#most) {
      part = { deviceId, batches: [], materials: [], bytes: HEAD_BYTES };
      this.list.push(part);
    }
    put(part);
    part.bytes += bytes;
  }
}
