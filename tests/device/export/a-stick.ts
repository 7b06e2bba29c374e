// A device away from the network, what it writes on a stick, and how a township reads it.
import * as v from 'valibot';
import { compactVerify, importJWK } from 'jose';
import { expect } from 'vitest';
import type { DeviceApi, StickPlan } from '../../../src/device/device-api.ts';
import { operationBatchSchema } from '../../../src/protocol/operations.ts';
import { StickReader } from '../../../src/protocol/read-stick.ts';
import {
  manifestSchema,
  type StickManifest,
} from '../../../src/protocol/stick-file.ts';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { digest } from '../../support/stick-builder.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
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
export async function look({ device }: Bench, file: Blob): Promise<Found> {
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

export async function takeIn({ api }: Bench, photographs = 1): Promise<string> {
  const draftId = await aFilledDraft(api, { photographs });
  return must(await api.drafts.submit(draftId)).caseId;
}

export async function planned(
  api: DeviceApi,
  choice: Partial<Parameters<DeviceApi['stick']['plan']>[0]> = {},
): Promise<StickPlan> {
  return must(
    await api.stick.plan({ photographs: true, partBytes: null, ...choice }),
  );
}

export const writePart = async (
  { api }: Bench,
  { planId }: StickPlan,
  part = 1,
): Promise<Blob> => must(await api.stick.write(planId, part, () => undefined));

/** Offline from the moment it is enrolled. */
export async function anOfflineDevice(): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  return bench;
}
