// What a device makes of one case, for a stick to carry.
import { randomBytes } from 'node:crypto';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import type { TestDevice } from '../../support/device-builder.ts';
import { sealMaterial } from '../../support/seal-material.ts';
import { hashOf } from '../../support/stick-builder.ts';

type Made = { envelope: Envelope; photograph: Uint8Array<ArrayBuffer> };

/** A submit that cites one photograph. */
export async function aCase(device: TestDevice, bytes = 2000): Promise<Made> {
  const { content, key } = sealMaterial(randomBytes(bytes));
  const ref: MaterialRef = {
    sha256: hashOf(content),
    key,
    bytes: content.length,
    mediaType: 'image/jpeg',
  };
  const operation = device.submitOperation({
    papers: [{ how: 'photo', paperId: 'V14-M2', pages: [ref] }],
  });
  return { envelope: await device.make(operation), photograph: content };
}

/** A withdrawal of that case, which needs its predecessor. */
export async function aFollower(
  device: TestDevice,
  { envelope }: Made,
): Promise<Envelope> {
  return await device.make(
    {
      kind: 'withdraw',
      reason: '不办了',
      signatures: [],
      madeAt: device.moment(),
    },
    { caseId: envelope.caseId, casePrev: envelope.id, seen: 1 },
  );
}
