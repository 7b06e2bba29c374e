// One part of an export, written record by record. Nothing here opens anything:
// it works while the device is locked, by the delivery key alone.
import { CompactSign } from 'jose';
import type { EnrolmentRequest } from '../../protocol/enrolment.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { STICK_TYP, type StickManifest } from '../../protocol/stick-file.ts';
import {
  STICK_TYPES,
  writeRecord,
  type Digest,
} from '../../protocol/stick-records.ts';
import { sha256Hex, toUtf8, type Bytes } from '../bytes.ts';
import { findMeta, getCounty } from '../database/meta.ts';
import { toStorageError } from '../database/storage-error.ts';
import { read, type Store } from '../database/write.ts';
import { nowIso, type DeviceContext } from '../device-context.ts';
import { markDamaged } from '../materials/read-material.ts';
import { readCiphertext } from '../materials/save-material.ts';
import type { GrowingFile } from '../ports.ts';
import type { PlannedPart } from './plan-export.ts';

type Parts = Pick<DeviceContext, 'store' | 'ports'>;

export type PartGiven = {
  planned: PlannedPart;
  stationCode: string;
  fileId: string;
  /** From 1. */
  part: number;
  parts: number;
  /** Bytes written so far. */
  onBytes: (bytes: number) => void;
};

export const digest: Digest = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/**
 * Writes a part. The manifest stands in front and is made last, when it is known
 * what was there to write: it vouches for exactly that.
 * @throws StorageError when the room does not suffice.
 */
export async function writePart(
  { store, ports }: Parts,
  given: PartGiven,
): Promise<Blob> {
  const { planned, fileId, part, parts, onBytes } = given;
  let file: GrowingFile | undefined;
  let written = 0;
  try {
    file = await ports.files.create(`${fileId}-${part}`);
    const target = file;
    const put = async (type: number, bytes: Bytes): Promise<void> => {
      for (const each of await writeRecord({ type, bytes }, digest)) {
        await target.write(each);
        written += each.length;
      }
      onBytes(written);
    };
    const sums = await putContents({ store, ports }, planned, put);
    const speaker = await findSpeaker(store, planned.deviceId);
    const head = await makeHead(speaker, {
      version: 1,
      fileId,
      stationCode: given.stationCode,
      part,
      parts,
      madeAt: nowIso({ ports }),
      ...sums,
    });
    return await file.finish(head);
  } catch (error) {
    await file?.drop();
    throw toStorageError(error) ?? error;
  }
}

type Sums = Pick<
  StickManifest,
  'fromSeq' | 'toSeq' | 'operations' | 'materials' | 'batches'
>;

async function putContents(
  { store, ports }: Parts,
  planned: PlannedPart,
  put: (type: number, bytes: Bytes) => Promise<void>,
): Promise<Sums> {
  const batches: string[] = [];
  const places: number[] = [];
  for (const { seqs } of planned.batches) {
    const rows = await read(store, (db) =>
      db.outbox.where('seq').anyOf(seqs).sortBy('seq'),
    );
    if (rows.length === 0) continue;
    const bytes = toUtf8(
      JSON.stringify({
        batchId: ports.newId(),
        operations: rows.map(({ envelope }) => envelope),
      }),
    );
    await put(STICK_TYPES.operations, bytes);
    batches.push(await sha256Hex(bytes));
    places.push(...rows.map(({ envelope }) => envelope.seq));
  }
  let materials = 0;
  for (const sha256 of planned.materials) {
    const bytes = await readCiphertext(store, sha256);
    if (bytes === undefined) {
      await markDamaged(store, sha256);
      continue;
    }
    await put(STICK_TYPES.material, bytes);
    materials += 1;
  }
  return {
    batches,
    materials,
    operations: places.length,
    fromSeq: places[0] ?? 0,
    toSeq: places[places.length - 1] ?? 0,
  };
}

/** In whose name a file is written. */
type Speaker = Pick<StickManifest, 'deviceId' | 'have'> & {
  key: CryptoKey;
  /** What the county has not bound: the device itself first, then its clerks. */
  waiting: EnrolmentRequest[];
};

async function makeHead(
  speaker: Speaker,
  said: Omit<StickManifest, 'deviceId' | 'have'>,
): Promise<Bytes[]> {
  const head: Bytes[] = [];
  const put = async (type: number, text: string): Promise<void> => {
    head.push(...(await writeRecord({ type, bytes: toUtf8(text) }, digest)));
  };
  for (const request of speaker.waiting)
    await put(STICK_TYPES.enrolment, JSON.stringify(request));
  await put(STICK_TYPES.manifest, await signManifest(speaker, said));
  return head;
}

async function findSpeaker(store: Store, deviceId: string): Promise<Speaker> {
  const found = await read(store, async (db) => ({
    device: await findMeta(db, 'device'),
    own: await findMeta(db, 'enrolment'),
    clerks: await findMeta(db, 'clerkEnrolments'),
    formers: await findMeta(db, 'formerDevices'),
    county: await getCounty(db),
    chain: await findMeta(db, 'chain'),
    cursors: await db.cursors.toArray(),
    keys: await db.keys.toArray(),
  }));
  const former = found.formers?.list.find(({ id }) => id === deviceId);
  const name = former === undefined ? 'delivery' : `former/${deviceId}`;
  const key = found.keys.find((each) => each.name === name);
  if (found.device === undefined || key === undefined || !('privateKey' in key))
    throw new Error('the device is not enrolled');
  const { epoch, ack } = former ?? found.county;
  const enrolments = former?.enrolments ?? [
    ...(found.own === undefined ? [] : [found.own]),
    ...(found.clerks?.list ?? []),
  ];
  return {
    deviceId,
    key: key.privateKey,
    waiting: enrolments
      .filter(({ state }) => state !== 'bound')
      .map(({ request }) => request),
    have: {
      epoch,
      ack,
      cursors: former === undefined ? found.cursors : [],
      seq: (former ?? found.chain)?.seq ?? 0,
      head: (former ?? found.chain)?.head ?? null,
    },
  };
}

async function signManifest(
  { key, deviceId, have }: Speaker,
  said: Omit<StickManifest, 'deviceId' | 'have'>,
): Promise<string> {
  const manifest: StickManifest = { ...said, deviceId, have };
  return new CompactSign(toUtf8(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: STICK_TYP })
    .sign(key);
}
