// What is known of an import while its file is read: names and counts, never
// the file's content.
import type { ProblemCode } from '../../protocol/error-code.ts';
import type { StickManifest } from '../../protocol/stick-file.ts';
import type { DeviceRow } from '../database/queries/devices.ts';

/** One genuine manifest and how much of what it promises has come. */
export type Promised = {
  manifest: StickManifest;
  batches: Set<string>;
  materials: Set<string>;
};

export type ImportProgress = {
  importId: string;
  /** In the order in which their manifests came. */
  promised: Promised[];
  /** Devices that have delivered something. */
  devices: Map<string, DeviceRow>;
  damagedRecords: number;
  isCut: boolean;
  forged: number;
  unproven: { operations: number; materials: number };
  /** Records that say something for others, and so are taken up to a number. */
  heads: { manifests: number; enrolments: number };
  /** Materials not taken: the device has left too many that nothing cites. */
  full: number;
  /** Bytes that nothing cites, by device, as far as it was asked. */
  uncitedBytes: Map<string, number>;
  enrolmentProblems: ProblemCode[];
};

/** Of a file of which nothing has been read. */
export function beginProgress(importId: string): ImportProgress {
  return {
    importId,
    promised: [],
    devices: new Map(),
    damagedRecords: 0,
    isCut: false,
    forged: 0,
    unproven: { operations: 0, materials: 0 },
    heads: { manifests: 0, enrolments: 0 },
    full: 0,
    uncitedBytes: new Map(),
    enrolmentProblems: [],
  };
}

/**
 * The manifests by which the device whose operations they are vouches for a batch
 * with this hash: another device's word counts for nothing.
 */
export function findVouching(
  { promised }: ImportProgress,
  batch: { sha256: string; deviceIds: ReadonlySet<string> },
): Promised[] {
  return promised.filter(
    ({ manifest: { batches, deviceId } }) =>
      batches.includes(batch.sha256) &&
      batch.deviceIds.size === 1 &&
      batch.deviceIds.has(deviceId),
  );
}

/** The number of different materials that the part promises has come. */
export function isFilled(
  { promised }: ImportProgress,
  { manifest }: Promised,
  sha256: string,
): boolean {
  const { deviceId, fileId, part } = manifest;
  // A manifest that comes again promises nothing more.
  const came = new Set(
    promised.flatMap((each) =>
      each.manifest.deviceId === deviceId &&
      each.manifest.fileId === fileId &&
      each.manifest.part === part
        ? [...each.materials]
        : [],
    ),
  );
  return !came.has(sha256) && came.size >= manifest.materials;
}

/** The part of which the records belong that come now. */
export function presentPart({
  promised,
}: ImportProgress): Promised | undefined {
  return promised[promised.length - 1];
}

/** All that a manifest promises has come. */
export function isWhole({ manifest, batches, materials }: Promised): boolean {
  return (
    manifest.batches.every((sha256) => batches.has(sha256)) &&
    materials.size >= manifest.materials
  );
}

/** Each part once, whole if one of its copies in the file was whole. */
export function partsOf({ promised }: ImportProgress): Promised[] {
  const parts = new Map<string, Promised>();
  for (const each of promised) {
    const { deviceId, fileId, part } = each.manifest;
    const key = `${deviceId} ${fileId} ${part}`;
    const known = parts.get(key);
    if (known === undefined || !isWhole(known)) parts.set(key, each);
  }
  return [...parts.values()];
}
