// Somebody who holds a sealed operation, of a copied profile or a line he reads, and
// a delivery key, sends it first, with other words around the seal.
import { expect, test } from 'vitest';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  REJECTED,
  aCase,
  anAct,
  decide,
  historyOf,
  send,
  withdraw,
} from './a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

const letHappen = async ({ id: operationId }: Envelope) =>
  await settleHeld(context, {
    operationId,
    by: '彭示桂',
    decision: 'apply',
    reason: 'by the law',
  });

test.each(['by a copy of its device', 'by another device'])(
  'guarantee 5: what a bent copy ran ahead of %s is settled as it was made',
  async (by) => {
    const device = await aDevice();
    const thief = by === 'by another device' ? await aDevice() : device;
    const submit = await aCase(device);
    await decide(platform, submit.caseId, REJECTED);
    const request = await anAct(device, submit, withdraw);
    expect(
      await send(thief, { ...request, deviceId: thief.id, seen: 7 }),
    ).toMatchObject([{ result: 'refused', code: 'headerMismatch' }]);
    expect(await send(device, request)).toMatchObject([
      { result: 'held', code: 'notAllowedNow' },
    ]);
    expect(await letHappen(request)).toMatchObject({
      ok: true,
      value: [{ judgement: { result: 'applied' } }],
    });
    expect((await historyOf(platform, submit.caseId)).at(-1)).toBe('withdrawn');
  },
);

type Bend = (envelope: Envelope) => Partial<Envelope>;
const brokenSeal: Bend = ({ jwe }) => ({
  jwe: jwe.replace(/[\w-]+$/, 'A'.repeat(22)),
});

test.each<{ with: string; bend: Bend; sealKid?: string }>([
  { with: 'a broken seal', bend: brokenSeal },
  { with: 'other words', bend: () => ({ seen: 7 }) },
  {
    with: 'another case, sealed to nobody,',
    bend: ({ id: caseId }) => ({ caseId }),
    sealKid: 'no-such-key',
  },
])(
  'guarantee 5: what follows an operation is not refused with a copy of that with $with',
  async ({ bend, sealKid }) => {
    const device = await aDevice();
    const operation = device.submitOperation();
    const submit = await device.make(operation);
    const request = await anAct(device, submit, withdraw);
    const { sha256 } = submit;
    const copy =
      sealKid === undefined
        ? submit
        : await device.make(operation, { ...submit, sealKid });
    await send(device, { ...copy, sha256, ...bend(copy) }, request);
    expect(await send(device, submit, request)).toMatchObject([
      { result: 'applied' },
      { result: 'applied' },
    ]);
  },
);
