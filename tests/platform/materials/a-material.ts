// Photographs as a device makes them, and how it sends them.
import { createHash, randomBytes } from 'node:crypto';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import type { TestDevice } from '../../support/device-builder.ts';
import { sealMaterial } from '../../support/seal-material.ts';

export type Material = {
  plain: Uint8Array;
  content: Uint8Array<ArrayBuffer>;
  ref: MaterialRef;
};

export function aMaterial(bytes: number): Material {
  const plain = randomBytes(bytes);
  const { content, key } = sealMaterial(plain);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    plain,
    content,
    ref: { sha256, key, bytes: content.length, mediaType: 'image/jpeg' },
  };
}

/** With the hash of the material and another key. */
export function wrongKey({ ref }: Material): MaterialRef {
  return { ...ref, key: randomBytes(32).toString('base64url') };
}

export const urlOf = (device: TestDevice, { ref }: Pick<Material, 'ref'>) =>
  `${device.address}/api/v1/materials/${ref.sha256}`;

export function headersOf(
  device: TestDevice,
  { content }: Pick<Material, 'content'>,
): Record<string, string> {
  return {
    Authorization: `Bearer ${device.token}`,
    'Upload-Complete': '?1',
    'Upload-Length': String(content.length),
  };
}

export async function postWhole(
  device: TestDevice,
  material: Material,
): Promise<Response> {
  return await fetch(urlOf(device, material), {
    method: 'POST',
    headers: headersOf(device, material),
    body: material.content,
  });
}

export async function askOffset(
  device: TestDevice,
  material: Pick<Material, 'ref'>,
): Promise<{ status: number; offset: number; isComplete: boolean }> {
  const head = await fetch(`${urlOf(device, material)}/upload`, {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${device.token}` },
  });
  return {
    status: head.status,
    offset: Number(head.headers.get('Upload-Offset')),
    isComplete: head.headers.get('Upload-Complete') === '?1',
  };
}

/** A submit whose one paper is that photograph. */
export async function citing(
  device: TestDevice,
  ...pages: MaterialRef[]
): Promise<Envelope> {
  return await device.make(
    device.submitOperation({
      papers: [{ how: 'photo', paperId: 'V14-M2', pages }],
    }),
  );
}
