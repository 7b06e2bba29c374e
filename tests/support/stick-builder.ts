// A stick's file as a device writes it; the test bends what it wants to.
import { createHash, randomUUID } from 'node:crypto';
import {
  STICK_TYP,
  type StickManifest,
} from '../../src/protocol/stick-file.ts';
import {
  STICK_TYPES,
  writeRecord,
  type Digest,
  type StickRecord,
} from '../../src/protocol/stick-records.ts';
import type { Envelope } from '../../src/protocol/sealed-operation.ts';
import { sign, type TestDevice } from './device-builder.ts';

export const digest: Digest = (bytes) =>
  Promise.resolve(createHash('sha256').update(bytes).digest());

export type Wanted = {
  /** One record each. */
  batches?: Envelope[][];
  materials?: Uint8Array<ArrayBuffer>[];
  /** Changes what the manifest says. */
  manifest?: Partial<StickManifest>;
  /** The device had no contact yet. */
  withEnrolment?: boolean;
  /** Bends the manifest's record. */
  bend?: (jws: string) => string;
};

const utf8 = (value: unknown): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  );

/** The records of one part of an export. */
export async function stickRecords(
  device: TestDevice,
  { batches = [], materials = [], manifest, withEnrolment, bend }: Wanted,
): Promise<StickRecord[]> {
  const contents = batches.map((operations) =>
    utf8({ batchId: randomUUID(), operations }),
  );
  const seqs = batches.flat().map(({ seq }) => seq);
  const claims: StickManifest = {
    version: 1,
    fileId: randomUUID(),
    deviceId: device.id,
    stationCode: device.stationCode,
    fromSeq: seqs.length === 0 ? 0 : Math.min(...seqs),
    toSeq: Math.max(0, ...seqs),
    operations: seqs.length,
    materials: materials.length,
    batches: contents.map(hashOf),
    part: 1,
    parts: 1,
    madeAt: new Date().toISOString(),
    have: {
      epoch: device.epoch,
      ack: null,
      cursors: [],
      seq: device.seq,
      head: device.head,
    },
    ...manifest,
  };
  const jws = await sign(device.keys.delivery, STICK_TYP, claims);
  const records: StickRecord[] = [];
  if (withEnrolment === true)
    records.push({
      type: STICK_TYPES.enrolment,
      bytes: utf8(await device.enrolmentRequest()),
    });
  records.push({
    type: STICK_TYPES.manifest,
    bytes: utf8(bend === undefined ? jws : bend(jws)),
  });
  for (const bytes of contents)
    records.push({ type: STICK_TYPES.operations, bytes });
  for (const bytes of materials)
    records.push({ type: STICK_TYPES.material, bytes });
  return records;
}

export async function toFile(
  ...records: StickRecord[]
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for (const each of records) parts.push(...(await writeRecord(each, digest)));
  return Uint8Array.from(Buffer.concat(parts));
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
